package dev.rollback.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The keys of a store in a directory; no Temporal runs.
final class StoreKeyCommandTest {
  @TempDir private Path directory = Path.of("");
  private Path store = Path.of("");
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void make() throws StoreException {
    store = directory.resolve("store");
    try (var passphrase = passphrase("sesame-1")) {
      Stores.open(store, Optional.of(passphrase)).close();
    }
    environment.put("ROLLBACK_STORE", store.toString());
    environment.put("ROLLBACK_STORE_KEY", "env:OLD");
    environment.put("OLD", "sesame-1");
    environment.put("NEW", "second");
  }

  private static Passphrase passphrase(String text) {
    return new Passphrase(text.toCharArray());
  }

  private Screen run(int expected, String... arguments) {
    Screen screen = Screen.piped(directory, environment, "");
    assertThat(screen.run(arguments)).as(screen.err()).isEqualTo(expected);
    return screen;
  }

  private void opens(String text) throws StoreException {
    try (var passphrase = passphrase(text)) {
      Stores.open(store, Optional.of(passphrase)).close();
    }
  }

  @Test
  void anAddedPassphraseOpensTheStoreBesideTheFirst() throws StoreException {
    Screen screen =
        run(Exit.SUCCESS, "store", "key", "add", "--new-passphrase", "env:NEW", "--label", "ann");

    assertThat(screen.out()).contains("KEY", "argon2id", "ann");
    opens("sesame-1");
    opens("second");
  }

  @Test
  void aChangedPassphraseOpensTheStoreAndTheOldOneNoLonger() throws StoreException {
    run(Exit.SUCCESS, "store", "key", "passwd", "--new-passphrase", "env:NEW");

    opens("second");
    assertThatThrownBy(() -> opens("sesame-1")).isInstanceOf(StoreException.class);
  }

  @Test
  void aPassphraseMayBeInAFileAndIsNeverShown() throws IOException, StoreException {
    Path file = Files.writeString(directory.resolve("passphrase"), "third\n");

    Screen screen = run(Exit.SUCCESS, "store", "key", "add", "--new-passphrase", "file:" + file);

    opens("third");
    assertThat(screen.out() + screen.err()).doesNotContain("third", "sesame-1");
  }

  @Test
  void theLastKeyStays() {
    String id = run(Exit.SUCCESS, "store", "key", "list").out().lines().toList().getLast();

    Screen screen = run(Exit.FAILED, "store", "key", "remove", id.substring(0, 32));

    assertThat(screen.err()).contains("is the last");
  }

  @Test
  void aWrongPassphraseAndAMissingStoreAreRefusedAndChangeNothing() throws IOException {
    environment.put("OLD", "guessed");
    assertThat(run(Exit.FAILED, "store", "key", "list").err())
        .contains("is not opened by this passphrase");

    environment.put("ROLLBACK_STORE", directory.resolve("elsewhere").toString());
    assertThat(run(Exit.FAILED, "store", "key", "list").err()).contains("There is no store");
    assertThat(directory.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void aPassphraseIsNeverTakenFromTheCommandLine() {
    assertThat(run(Exit.USAGE, "store", "key", "add", "--new-passphrase", "plain").err())
        .contains("env:NAME or file:PATH");
    run(Exit.USAGE, "store", "key", "add");
    run(Exit.USAGE, "store", "key", "add", "--new-passphrase", "env:NOT_SET");
  }
}
