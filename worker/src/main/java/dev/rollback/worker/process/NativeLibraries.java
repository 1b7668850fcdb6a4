package dev.rollback.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where libraries unpack their native code: a directory that we clean, since a process that a
/// signal ends leaves its temporary files behind.
final class NativeLibraries {
  private NativeLibraries() {}

  /// Empties the directory and names it to the libraries; call it before the first of them is
  /// loaded.
  static void unpackInto(Path directory) {
    try {
      DirectoryTree.delete(directory);
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ProcessException(
          "%s cannot be emptied and made (%s): check its permissions."
              .formatted(directory, e.getMessage()),
          e);
    }
    System.setProperty("ZstdTempFolder", directory.toString());
    System.setProperty("io.grpc.netty.shaded.io.netty.native.workdir", directory.toString());
  }
}
