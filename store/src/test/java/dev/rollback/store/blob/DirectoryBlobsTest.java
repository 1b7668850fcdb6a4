package dev.rollback.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.Trouble;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryBlobsTest extends BlobsContract {
  @TempDir private Path directory;

  private Path root = Path.of("");
  private Blobs blobs = new DirectoryBlobs(root);

  @BeforeEach
  void chooseAPlace() {
    root = directory.resolve("data/store");
    blobs = new DirectoryBlobs(root);
  }

  @Override
  Blobs blobs() {
    return blobs;
  }

  @Test
  void everythingIsForItsUserAlone() throws IOException {
    blobs.create("packs/ab/1", new byte[1]);
    blobs.replace("owners/app", new byte[1]);
    try (BlobSink sink = blobs.sink("packs/cd/2")) {
      sink.commit();
    }

    for (Path path : tree()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .as("" + path)
          .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
    }
  }

  @Test
  void readingMakesNothing() throws IOException {
    assertThat(blobs.status("format")).isEmpty();
    assertThat(names("")).isEmpty();
    assertThat(blobs.vacant()).isTrue();
    assertThat(blobs.sweep(Instant.now())).isZero();
    blobs.delete("leases/one");

    assertThat(root).doesNotExist();
  }

  @Test
  void writingLeavesNothingTemporary() throws IOException {
    blobs.create("format", new byte[1]);
    blobs.create("format", new byte[1]);
    blobs.replace("owners/app", new byte[1]);
    blobs.now();
    try (BlobSink sink = blobs.sink("packs/ab/1")) {
      sink.commit();
    }

    assertThat(root.resolve("temporary")).isEmptyDirectory();
  }

  /// Whoever took it may have died before it was.
  @Test
  void aNameThatIsTakenIsDurableForWhoHearsOfIt() throws IOException {
    blobs.create("keys/first", new byte[1]);
    var forced = new ArrayList<Path>();
    var other = new DirectoryBlobs(root, new DirectorySync(forced::add));

    assertThat(other.create("keys/first", new byte[1])).isFalse();

    assertThat(forced).containsExactly(root.resolve("keys"));
  }

  @Test
  void whatWasLeftBeforeATimeIsSwept() throws IOException {
    blobs.create("format", new byte[1]);
    Path old = Files.createFile(root.resolve("temporary/old"));
    Path young = Files.createFile(root.resolve("temporary/young"));
    touch(old, Duration.ofMinutes(61));
    touch(young, Duration.ofMinutes(59));

    assertThat(blobs.sweep(blobs.now().minus(Duration.ofHours(1)))).isEqualTo(1);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void aLinkInPlaceOfABlobIsNotFollowed() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "nobody's business");
    blobs.create("owners/app", new byte[1]);
    Files.createSymbolicLink(root.resolve("owners/link"), secret);

    assertThat(Trouble.of(() -> blobs.read("owners/link", 100))).isEqualTo(Kind.FAILED);
    assertThat(blobs.status("owners/link")).isEmpty();
    assertThat(names("")).containsExactly("owners/app");
    blobs.replace("owners/link", new byte[2]);

    assertThat(secret).hasContent("nobody's business");
    assertThat(Files.isRegularFile(root.resolve("owners/link"), LinkOption.NOFOLLOW_LINKS))
        .isTrue();
  }

  @Test
  void aLinkInPlaceOfADirectoryIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path victim = Files.writeString(outside.resolve("victim"), "precious");
    blobs.create("format", new byte[1]);
    Files.createSymbolicLink(root.resolve("owners"), outside);

    assertThat(Trouble.of(() -> blobs.create("owners/app", new byte[1]))).isEqualTo(Kind.FAILED);
    assertThat(Trouble.of(() -> blobs.replace("owners/victim", new byte[1])))
        .isEqualTo(Kind.FAILED);
    assertThat(Trouble.of(() -> blobs.delete("owners/victim"))).isEqualTo(Kind.FAILED);
    assertThat(Trouble.of(() -> blobs.read("owners/victim", 99))).isEqualTo(Kind.FAILED);
    assertThat(Trouble.of(() -> blobs.status("owners/victim"))).isEqualTo(Kind.FAILED);
    assertThat(Trouble.of(() -> names("owners/"))).isEqualTo(Kind.FAILED);

    assertThat(victim).hasContent("precious");
    assertThat(outside).isDirectoryContaining(victim::equals);
  }

  @Test
  void aDirectoryThatIsExchangedForALinkMeanwhileIsNotFollowed() throws IOException {
    blobs.create("owners/app", new byte[1]);
    Path outside = Files.move(root.resolve("owners"), directory.resolve("outside"));
    Files.createSymbolicLink(root.resolve("owners"), outside);

    assertThat(Trouble.of(() -> blobs.create("owners/new", new byte[1]))).isEqualTo(Kind.FAILED);

    assertThat(outside).isDirectoryNotContaining("glob:**/new");
  }

  @Test
  void aDirectoryThatIsGoneIsMadeAgain() throws IOException {
    blobs.create("leases/one", new byte[1]);
    blobs.delete("leases/one");
    Files.delete(root.resolve("leases"));

    assertThat(blobs.create("leases/two", new byte[1])).isTrue();
  }

  @Test
  void whatIsForeignIsNotListedButCountsAsSomething() throws IOException {
    Files.createDirectories(root.resolve("lost+found/inside"));
    assertThat(blobs.vacant()).isTrue();

    Files.createFile(root.resolve("my notes.txt"));

    assertThat(names("")).isEmpty();
    assertThat(blobs.vacant()).isFalse();
  }

  @Test
  @Requires(Component.TMPFS_MOUNT)
  void aFullFileSystemIsToldAsFullAndNothingIsLeftBehind() throws IOException {
    Files.createDirectories(root);
    try (Tmpfs _ = Tmpfs.mount(root, "256k")) {
      blobs.create("format", new byte[10]);
      byte[] large = new byte[400_000];

      assertThat(Trouble.of(() -> blobs.create("large", large))).isEqualTo(Kind.FULL);
      assertThat(Trouble.of(() -> blobs.replace("format", large))).isEqualTo(Kind.FULL);
      try (BlobSink sink = blobs.sink("packs/ab/1")) {
        assertThat(Trouble.of(() -> sink.write(large, 0, large.length))).isEqualTo(Kind.FULL);
      }

      assertThat(names("")).containsExactly("format");
      assertThat(blobs.read("format", 10)).hasSize(10);
      assertThat(root.resolve("temporary")).isEmptyDirectory();
      assertThat(blobs.freeBytes().orElseThrow()).isGreaterThan(200_000);
    }
  }

  @Test
  @Requires(Component.TMPFS_MOUNT)
  void aReadOnlyFileSystemIsToldAsThatAndCanBeRead() throws IOException {
    Files.createDirectories(root);
    try (Tmpfs place = Tmpfs.mount(root, "256k")) {
      blobs.create("format", new byte[10]);
      place.makeReadOnly();

      assertThat(Trouble.of(() -> blobs.create("x", new byte[1]))).isEqualTo(Kind.READ_ONLY);
      assertThat(Trouble.of(() -> blobs.delete("format"))).isEqualTo(Kind.READ_ONLY);
      assertThat(Trouble.of(blobs::now)).isEqualTo(Kind.READ_ONLY);
      assertThat(new DirectoryBlobs(root).read("format", 10)).hasSize(10);
    }
  }

  private List<Path> tree() throws IOException {
    var paths = new ArrayList<Path>();
    try (var walk = Files.walk(root)) {
      walk.forEach(paths::add);
    }
    return paths;
  }

  private static void touch(Path file, Duration ago) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
  }
}
