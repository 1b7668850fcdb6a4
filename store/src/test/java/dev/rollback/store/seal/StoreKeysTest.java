package dev.rollback.store.seal;

import static dev.rollback.store.StoreException.Kind.DENIED;
import static dev.rollback.store.StoreException.Kind.MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.store.Bytes;
import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreKeysTest {
  private static final KeyCost CHEAP = new KeyCost(64, 1, 1);
  private static final Optional<Passphrase> RIGHT = Optional.of(passphrase("correct horse ä"));
  private static final Optional<Passphrase> WRONG = Optional.of(passphrase("battery staple"));

  @TempDir private Path directory;
  private Blobs blobs;
  private StoreKeys keys;

  @BeforeEach
  void place() {
    blobs = new DirectoryBlobs(directory);
    keys = new StoreKeys(blobs, CHEAP);
  }

  @Test
  void aPassphraseOpensWhatItMade() throws StoreException {
    keys.create(RIGHT);

    assertThat(keys.open(RIGHT).bytes()).isEqualTo(keys.open(RIGHT).bytes()).hasSize(32);
  }

  @Test
  void ofManyWhoMakeAStoreOneDecidesItsKey() throws StoreException {
    keys.create(RIGHT);
    byte[] master = keys.open(RIGHT).bytes();
    keys.create(RIGHT);

    assertThat(keys.open(RIGHT).bytes()).isEqualTo(master);
    assertThat(keys.list()).hasSize(1);
  }

  @Test
  void aWrongPassphraseIsDeniedWithStoreAndKeyNamed() throws StoreException {
    keys.create(RIGHT);

    assertThat(Trouble.thrownBy(() -> keys.open(WRONG)))
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("first")
        .hasMessageContaining("not opened by this passphrase")
        .hasMessageNotContaining("battery")
        .extracting(StoreException::kind)
        .isEqualTo(DENIED);
  }

  @Test
  void aMissingPassphraseIsDeniedWithWhereToNameIt() throws StoreException {
    keys.create(RIGHT);

    assertThat(Trouble.thrownBy(() -> keys.open(Optional.empty())))
        .hasMessageContaining("ROLLBACK_STORE_KEY")
        .extracting(StoreException::kind)
        .isEqualTo(DENIED);
  }

  @Test
  void aStoreWithoutPassphraseIsOpenedWithNoneOnly() throws StoreException {
    keys.create(Optional.empty());

    assertThat(keys.open(Optional.empty()).bytes()).hasSize(32);
    assertThat(Trouble.thrownBy(() -> keys.open(RIGHT)))
        .hasMessageContaining("made without a passphrase");
  }

  @Test
  void aPassphraseIsAddedAndTheFormerRemoved() throws StoreException {
    keys.create(RIGHT);
    byte[] master = keys.open(RIGHT).bytes();
    KeyFile first = keys.list().getFirst();
    keys.add(keys.open(RIGHT), WRONG.orElseThrow(), "the night shift");
    keys.remove(first.id());

    assertThat(keys.open(WRONG).bytes()).isEqualTo(master);
    assertThat(Trouble.of(() -> keys.open(RIGHT))).isEqualTo(DENIED);
    assertThat(keys.list()).extracting(KeyFile::label).containsExactly("the night shift");
  }

  @Test
  void theLastKeyIsNotRemoved() throws StoreException {
    keys.create(RIGHT);

    assertThat(Trouble.of(() -> keys.remove(keys.list().getFirst().id()))).isEqualTo(DENIED);
    assertThat(Trouble.of(() -> keys.remove(BlobId.random()))).isEqualTo(MISSING);
    assertThat(keys.list()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyFlippedBitOfAKeyIsAnErrorAndNeverAnotherKey(boolean secret) throws StoreException {
    Optional<Passphrase> passphrase = secret ? RIGHT : Optional.empty();
    keys.create(passphrase);
    String name = keys.list().getFirst().name();
    byte[] good = blobs.read(name, KeyFile.MOST_BYTES);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      if (new String(flipped, StandardCharsets.ISO_8859_1).contains("memory_kib: 8")) {
        continue; // Megabytes, eight thousand times, prove no more.
      }
      blobs.replace(name, flipped);

      assertThat(Trouble.of(() -> keys.open(passphrase))).as("bit %d", bit).isIn(DENIED, MISSING);
    }
  }

  @Test
  void aForgedKeyCannotCostMoreThanTheLimits() throws StoreException {
    keys.create(RIGHT);
    String name = keys.list().getFirst().name();
    String text = new String(blobs.read(name, 1_000), StandardCharsets.US_ASCII);
    for (String forged :
        new String[] {
          text.replace("memory_kib: 64", "memory_kib: 1048577"),
          text.replace("iterations: 1", "iterations: 65"),
          text.replace("parallelism: 1", "parallelism: 17")
        }) {
      blobs.replace(name, Bytes.text(forged));

      assertThat(Trouble.of(() -> keys.open(RIGHT))).isEqualTo(MISSING);
      assertThat(keys.damages()).containsExactly(name);
    }
  }

  @Test
  void aLabelIsPrintable() throws StoreException {
    keys.create(RIGHT);
    MasterKey master = keys.open(RIGHT);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.add(master, RIGHT.orElseThrow(), "two\nlines"));
  }

  private static Passphrase passphrase(String text) {
    return new Passphrase(text.toCharArray());
  }
}
