package dev.rollback.worker.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, taken out of the jar that carries them for this platform.
final class PostgresBinaries {
  private static final int EXECUTABLE = 0100;

  private PostgresBinaries() {}

  /// The directory with `bin`, `lib` and `share`: unpacked into `home` where that is not there yet,
  /// and then there as a whole.
  static Path unpacked(Path home) {
    if (Files.isDirectory(home)) {
      return home;
    }
    Path staged = home.resolveSibling(home.getFileName() + ".new");
    try (InputStream archive = archive()) {
      DirectoryTree.delete(staged);
      unpack(archive, staged);
      return Files.move(staged, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ProcessException(
          "PostgreSQL cannot be unpacked into %s (%s): check space and permissions there."
              .formatted(home, e.getMessage()),
          e);
    }
  }

  /// As the jars name it: system, machine and, where it has a C library of its own, distribution.
  private static InputStream archive() {
    String machine =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> System.getProperty("os.arch");
        };
    String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    String distribution = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
    InputStream archive =
        PostgresBinaries.class.getResourceAsStream(
            "/postgres-%s-%s%s.txz".formatted(system, machine, distribution));
    if (archive == null) {
      throw new ProcessException(
          "This build carries no PostgreSQL for %s%s on %s: run 'rollback worker' with a given one."
              .formatted(system, distribution, machine));
    }
    return archive;
  }

  private static void unpack(InputStream archive, Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        place(entry, tar, directory);
      }
    }
  }

  private static void place(TarArchiveEntry entry, InputStream content, Path directory)
      throws IOException {
    Path path = directory.resolve(entry.getName()).normalize();
    if (!path.startsWith(directory)) {
      throw new IOException("an entry leads outside: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(path, directory.resolve(entry.getLinkName()));
    } else {
      Files.copy(content, path);
      boolean executable = (entry.getMode() & EXECUTABLE) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
