package dev.rollback.worker.cli.request;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Paths as typed, made absolute the way the shell's user means them: against the working
/// directory.
public final class Paths {
  private Paths() {}

  /// Names are kept as typed apart from `.`; what climbs with `..` is resolved on the disk, because
  /// a link before the `..` changes what it means.
  public static String absolute(Path directory, String typed) {
    if (typed.isEmpty()) {
      throw new UsageError("A path is empty.");
    }
    try {
      Path path = directory.resolve(typed);
      boolean climbs = ("/" + path + "/").contains("/../");
      return climbs ? path.toRealPath().toString() : path.normalize().toString();
    } catch (InvalidPathException e) {
      throw new UsageError("A path cannot be understood: " + e.getReason() + ".", e);
    } catch (IOException e) {
      throw new UsageError(
          "%s climbs with .. and is not there; write the path in full.".formatted(typed), e);
    }
  }
}
