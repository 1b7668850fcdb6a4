package dev.rollback.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Locale;
import java.util.function.Predicate;

/// Finds out by trying what a machine can do. Each probe leaves nothing behind.
final class Probe {
  private Probe() {}

  static boolean embeddedPostgres() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String family =
        system.contains("mac") ? "darwin" : system.contains("win") ? "windows" : "linux";
    String machine =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> System.getProperty("os.arch");
        };
    String binaries = "postgres-%s-%s.txz".formatted(family, machine);
    return Thread.currentThread().getContextClassLoader().getResource(binaries) != null;
  }

  static boolean root() {
    return inTemporaryDirectory(
        directory -> {
          try {
            return Files.getAttribute(directory, "unix:uid").equals(0);
          } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return false;
          }
        });
  }

  static boolean mountsTmpfs() {
    return inTemporaryDirectory(
        directory ->
            Program.succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "" + directory)
                && Program.succeeds("umount", "" + directory));
  }

  static boolean keepsExtendedAttributes() {
    return inTemporaryDirectory(
        directory -> {
          var view = Files.getFileAttributeView(directory, UserDefinedFileAttributeView.class);
          try {
            return view != null && view.write("probe", ByteBuffer.wrap(new byte[] {1})) == 1;
          } catch (IOException _) {
            return false;
          }
        });
  }

  static boolean keepsAccessControlLists() {
    return Program.find("getfacl").isPresent()
        && inTemporaryDirectory(
            directory -> Program.succeeds("setfacl", "-m", "u:1:r", "" + directory));
  }

  private static boolean inTemporaryDirectory(Predicate<Path> probe) {
    try {
      Path directory = Files.createTempDirectory("component-probe");
      try {
        return probe.test(directory);
      } finally {
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
