package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.nio.file.Path;
import java.util.Optional;

/// What the kernel says of a file now.
public final class LiveStatus {
  private LiveStatus() {}

  /// Of a path beneath a directory; empty where nothing is, where a link is on the way, or where
  /// this host cannot tell.
  public static Optional<FileStatus> of(Path top, byte[] relative) {
    Optional<OperatingSystem> kernel = Systems.kernel();
    if (kernel.isEmpty()) {
      return Optional.empty();
    }
    OperatingSystem system = kernel.get();
    try (Descriptor root = system.open(RawPath.of(top));
        Descriptor entry = system.open(root, relative, Access.ENTRY)) {
      return Optional.of(system.status(entry));
    } catch (SystemFailure _) {
      return Optional.empty();
    }
  }
}
