package dev.rollback.store.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.Passphrase;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.seal.KeyFile;
import dev.rollback.store.seal.StoreKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that an earlier build of format 2 left behind stays readable and writable by every later
/// one. `main` wrote it.
class GoldenStoreTest {
  private static final String SECOND = "the night shift";

  @TempDir private Path directory;
  private PackStore store;

  /// Writes a golden store into an empty directory.
  public static void main(String[] arguments) throws IOException {
    Blobs blobs = new DirectoryBlobs(Path.of(arguments[0]));
    try (PackStore made = SmallStore.open(blobs);
        var second = new Passphrase(SECOND.toCharArray())) {
      SmallStore.fill(made);
      new StoreKeys(blobs, TestStores.CHEAP).add(made.parts().master(), second, SECOND);
    }
  }

  @BeforeEach
  void openCopy() throws Exception {
    var golden = Objects.requireNonNull(GoldenStoreTest.class.getResource("/golden/store-2"));
    Path source = Path.of(golden.toURI());
    try (var paths = Files.walk(source)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path target = directory.resolve(source.relativize(path).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(path, target);
      }
    }
    store = SmallStore.open(new DirectoryBlobs(directory));
  }

  @AfterEach
  void closeStore() throws StoreException {
    store.close();
  }

  @Test
  void everythingIsRead() throws IOException {
    assertThat(SmallStore.read(store)).isEmpty();
    assertThat(store.check(true).damages()).isEmpty();
    assertThat(store.sidecars().list()).containsExactly("deployment_v1.2.3");
    assertThat(store.sidecars().read("deployment_v1.2.3")).hasValue(SmallStore.SIDECAR);
  }

  @Test
  void eachOfItsKeysOpensIt() throws IOException {
    var keys = new StoreKeys(new DirectoryBlobs(directory), TestStores.CHEAP);

    assertThat(keys.list()).extracting(KeyFile::label).containsExactly("first", SECOND);
    try (var second = new Passphrase(SECOND.toCharArray());
        var opened = PackStore.open(new DirectoryBlobs(directory), Optional.of(second))) {
      assertThat(SmallStore.read(opened)).isEmpty();
    }
  }

  /// Equal contents must be cut and named as they were, or nothing would be found again.
  @Test
  void whatItHasIsNotStoredAgain() throws IOException {
    try (SnapshotWriter writer = store.writer(new Owner("again"))) {
      for (byte[] content : SmallStore.contents()) {
        writer.write(content);
      }
      writer.commit();

      assertThat(writer.storedBytes()).isZero();
    }
  }

  @Test
  void itIsWrittenAndPruned() throws IOException {
    try (SnapshotWriter writer = store.writer(new Owner("new"))) {
      writer.write(SmallStore.PACKED);
      writer.write(Bytes.text("new"));
      writer.commit();
    }
    store.release(SmallStore.WEB);
    store.collect(Duration.ZERO);
    store.collect(Duration.ZERO);

    assertThat(store.check(true).damages()).isEmpty();
    assertThat(store.reader().contains(ContentId.of(SmallStore.PACKED))).isTrue();
    assertThat(store.reader().contains(ContentId.of(SmallStore.LONG))).isFalse();
  }
}
