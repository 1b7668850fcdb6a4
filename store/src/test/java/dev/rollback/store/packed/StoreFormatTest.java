package dev.rollback.store.packed;

import static dev.rollback.store.StoreException.Kind.DENIED;
import static dev.rollback.store.StoreException.Kind.UNKNOWN_FORMAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.DirectoryBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFormatTest {
  @TempDir private Path temporary;

  @Test
  void aStoreIsMadeWithAllDirectoriesAboveItForThisUserAlone() throws IOException {
    Path directory = temporary.resolve("pipe_runs/rollback_snapshots");
    try (SnapshotStore store = TestStores.open(directory);
        SnapshotWriter writer = store.writer(new Owner("web"))) {
      writer.write(Bytes.text("secret"));
      writer.write(Bytes.noise(1, 200_000));
      writer.commit();
      store.sidecars().write("web", Bytes.text("{}"));
    }
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertThat(mode)
            .as("%s", path)
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void anUnknownVersionIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(temporary.resolve("format"), "rollback-store 3\n");

    assertThat(Trouble.thrownBy(() -> TestStores.open(temporary)))
        .hasMessageContaining(temporary.toString())
        .extracting(trouble -> trouble.kind())
        .isEqualTo(UNKNOWN_FORMAT);
    assertThat(names(temporary)).containsExactly("format");
  }

  @Test
  void aDirectoryThatHoldsOtherThingsIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(temporary.resolve("thesis.tex"), "years of work");

    assertThat(Trouble.of(() -> TestStores.open(temporary))).isEqualTo(UNKNOWN_FORMAT);
    assertThat(names(temporary)).containsExactly("thesis.tex");
  }

  @Test
  void aStoreThatLostItsMarkIsNotMadeAnew() throws IOException {
    try (SnapshotStore store = TestStores.open(temporary);
        SnapshotWriter writer = store.writer(new Owner("web"))) {
      writer.write(Bytes.text("a"));
      writer.commit();
    }
    Files.delete(temporary.resolve("format"));

    assertThat(Trouble.of(() -> TestStores.open(temporary))).isEqualTo(UNKNOWN_FORMAT);
  }

  @Test
  void aLongFileOfThatNameIsNoMark() throws IOException {
    Files.write(temporary.resolve("format"), new byte[3_000_000]);

    assertThat(Trouble.of(() -> TestStores.open(temporary))).isEqualTo(UNKNOWN_FORMAT);
  }

  @Test
  void aFileInTheStoresPlaceIsRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThat(Trouble.thrownBy(() -> TestStores.open(file))).hasMessageContaining("file");
  }

  @Test
  void manyMayMakeTheSameStoreAtOnce() throws Exception {
    Path directory = temporary.resolve("store");
    Callable<Object> opening =
        () -> {
          try (SnapshotStore store = TestStores.open(directory)) {
            return store.owners();
          }
        };
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Object> opened : threads.invokeAll(Collections.nCopies(40, opening))) {
        assertThat(opened.get()).isEqualTo(List.of());
      }
    }
  }

  @Test
  void aStoreOfFormat1IsRefusedWithWhatToDo() throws IOException {
    Files.writeString(temporary.resolve("format"), "rollback-store 1\n");
    Files.createDirectory(temporary.resolve("content"));

    assertThat(Trouble.thrownBy(() -> TestStores.open(temporary)))
        .hasMessageContaining("format 1")
        .hasMessageContaining("take its snapshots again")
        .extracting(StoreException::kind)
        .isEqualTo(UNKNOWN_FORMAT);
    assertThat(names(temporary)).containsExactlyInAnyOrder("format", "content");
  }

  @Test
  void aStoreThatWasHalfMadeIsFinished() throws IOException {
    TestStores.open(temporary).close();
    Files.delete(temporary.resolve("format"));

    TestStores.open(temporary).close();

    assertThat(temporary.resolve("format")).hasContent("rollback-store 2\n");
  }

  @Test
  void anotherPassphraseIsDenied() throws IOException {
    TestStores.open(temporary).close();

    assertThat(Trouble.of(() -> PackStore.open(new DirectoryBlobs(temporary), Optional.empty())))
        .isEqualTo(DENIED);
  }

  private static List<String> names(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
    }
  }
}
