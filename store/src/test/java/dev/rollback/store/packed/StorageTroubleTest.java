package dev.rollback.store.packed;

import static dev.rollback.store.StoreException.Kind.DENIED;
import static dev.rollback.store.StoreException.Kind.FULL;
import static dev.rollback.store.StoreException.Kind.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.Tmpfs;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTroubleTest {
  private static final Owner WEB = new Owner("web");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {3_000, 100_000, 5_000_000})
  @Requires(Component.TMPFS_MOUNT)
  void aFullDiskIsSaidToBeFullAndHarmsNothingCommitted(int length) throws IOException {
    try (Tmpfs _ = Tmpfs.mount(directory, "2m");
        SnapshotStore store = TestStores.open(directory)) {
      ContentId kept = write(store, WEB, Bytes.text("kept"));
      StoreException trouble =
          Trouble.thrownBy(
              () -> {
                try (SnapshotWriter writer = store.writer(WEB)) {
                  for (int i = 0; i < 2_000; i++) {
                    writer.write(Bytes.noise(i, length));
                  }
                }
              });

      assertThat(trouble.kind()).isEqualTo(FULL);
      assertThat(trouble).hasMessageContaining(directory.toString());
      assertThat(store.contents(WEB)).containsExactly(kept);
      assertThat(store.check(true).damages()).isEmpty();
      write(store, new Owner("afterwards"), Bytes.noise(1, 500_000));
    }
  }

  @Test
  @Requires(Component.TMPFS_MOUNT)
  void aDiskThatFillsUpDuringTheCommitLeavesWhatTheOwnerKept() throws IOException {
    try (Tmpfs _ = Tmpfs.mount(directory, "1m");
        SnapshotStore store = TestStores.open(directory)) {
      ContentId kept = write(store, WEB, Bytes.text("kept"));
      Path ballast = directory.resolve("ballast_metadata.json");
      try (SnapshotWriter writer = store.writer(WEB)) {
        for (int i = 0; i < 60; i++) {
          writer.write(Bytes.noise(i, 10));
        }
        fill(ballast);
        assertThat(Trouble.of(writer::commit)).isEqualTo(FULL);
        assertThat(store.contents(WEB)).containsExactly(kept);
        Files.delete(ballast);
        writer.commit();
      }
      assertThat(store.contents(WEB)).hasSize(60);
      assertThat(store.check(true).damages()).isEmpty();
    }
  }

  @Test
  @Requires(Component.TMPFS_MOUNT)
  void readOnlyStorageIsReadAndRefusesToBeWritten() throws IOException {
    try (Tmpfs disk = Tmpfs.mount(directory, "1m")) {
      ContentId id;
      try (SnapshotStore store = TestStores.open(directory)) {
        id = write(store, WEB, Bytes.text("kept"));
      }
      disk.makeReadOnly();
      try (SnapshotStore store = TestStores.open(directory)) {
        assertThat(store.reader().read(id, 100)).isEqualTo(Bytes.text("kept"));
        assertThat(store.owners()).containsExactly(WEB);
        assertThat(store.check(true).damages()).isEmpty();
        assertThat(Trouble.of(() -> store.writer(WEB))).isEqualTo(READ_ONLY);
        assertThat(Trouble.of(() -> store.release(WEB))).isEqualTo(READ_ONLY);
        assertThat(Trouble.of(() -> store.collect(Duration.ZERO))).isEqualTo(READ_ONLY);
        assertThat(Trouble.of(() -> store.sidecars().write("a", new byte[1]))).isEqualTo(READ_ONLY);
      }
    }
  }

  @Test
  void aDirectoryWithoutTheRightToWriteIsDenied() throws IOException {
    assumeFalse(Component.ROOT.present(), "root may write everywhere: run as an ordinary user");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
    try {
      assertThat(Trouble.of(() -> TestStores.open(directory))).isEqualTo(DENIED);
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /// Writes until nothing more fits.
  private static void fill(Path file) {
    try (var stream = Files.newOutputStream(file)) {
      while (true) {
        stream.write(new byte[1_024]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static ContentId write(SnapshotStore store, Owner owner, byte[] content)
      throws IOException {
    try (SnapshotWriter writer = store.writer(owner)) {
      ContentId id = writer.write(content);
      writer.commit();
      return id;
    }
  }
}
