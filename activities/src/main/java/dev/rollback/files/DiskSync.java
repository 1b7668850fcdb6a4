package dev.rollback.files;

import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import java.nio.file.Path;
import java.util.Optional;

/// Makes durable what other programs have written.
public final class DiskSync {
  private DiskSync() {}

  /// Returns when all that was written to the file system of this directory is on durable storage.
  /// Does nothing where the host has no such call.
  ///
  /// @throws RollbackException where the storage reports a failure
  public static void of(Path directory) {
    Optional<OperatingSystem> kernel = Systems.kernel();
    if (kernel.isEmpty()) {
      return;
    }
    OperatingSystem system = kernel.get();
    RawPath path = RawPath.of(directory);
    try (Descriptor entry = system.open(path);
        Descriptor open = system.open(entry, new byte[] {'.'}, Access.DIRECTORY)) {
      system.syncAll(open);
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }
}
