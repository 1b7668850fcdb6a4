package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Which operating system this process runs on.
final class Systems {
  private Systems() {}

  /// What the host lacks for the engine, as a sentence; empty when it can work.
  static Optional<String> unavailable() {
    if (!Kernel.supported()) {
      return NioSystem.isPossible()
          ? Optional.empty()
          : Optional.of(
              "Files are captured and rolled back where Java tells a file's inode, as on Linux and macOS; this is %s on %s."
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    if (!Files.isDirectory(Path.of("/proc/self/fd"))) {
      return Optional.of("/proc is not mounted; file metadata cannot be restored without it.");
    }
    return Optional.empty();
  }

  static OperatingSystem current() {
    unavailable()
        .ifPresent(
            reason -> {
              throw new RollbackException(FailureType.UNSUPPORTED_TYPE, reason);
            });
    return Kernel.supported() ? Detected.LINUX : Portable.NIO;
  }

  /// The system by its kernel's own calls, for what is done in another way where there are none.
  static Optional<OperatingSystem> kernel() {
    return Kernel.supported() && unavailable().isEmpty()
        ? Optional.of(Detected.LINUX)
        : Optional.empty();
  }

  /// Detected once, when it is first needed.
  private static final class Detected {
    static final OperatingSystem LINUX = LinuxSystem.detected();
  }

  /// Made once, where it is needed.
  private static final class Portable {
    static final OperatingSystem NIO = new NioSystem(true);
  }
}
