package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;

/// Removes a name and all beneath it; follows no link, enters no mount. Nothing there is fine.
final class TreeRemoval {
  private final OperatingSystem system;

  TreeRemoval(OperatingSystem system) {
    this.system = system;
  }

  void remove(Descriptor directory, byte[] name) throws SystemFailure {
    try {
      FileStatus status = system.status(directory, name);
      if (status.mount()) {
        throw new SystemFailure(Errno.EBUSY, "remove", Names.shown(name));
      }
      if (status.kind() == FileKind.DIRECTORY) {
        try (var inside = system.open(directory, name, Access.DIRECTORY)) {
          for (byte[] each : system.names(inside)) {
            remove(inside, each);
          }
        }
      }
      system.remove(directory, name, status.kind() == FileKind.DIRECTORY);
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
    }
  }
}
