package dev.rollback.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Names in directories that are held. What Java makes and reads by paths alone, it makes in a
/// directory that is there before and after.
final class NioEntries {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private NioEntries() {}

  /// What a link names.
  static Path target(NioDirectory directory, Path name) throws IOException {
    Path target = Files.readSymbolicLink(directory.path().resolve(name));
    if (!directory.has(name)) {
      throw new NoSuchFileException(directory.path().resolve(name).toString());
    }
    return target;
  }

  static void makeLink(NioDirectory directory, Path name, Path target) throws IOException {
    Files.createSymbolicLink(directory.here().resolve(name), target);
    requireMade(directory, name);
  }

  static void makeDirectory(NioDirectory directory, Path name) throws IOException {
    Path made = directory.here().resolve(name);
    Files.createDirectory(made, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    requireMade(directory, name);
  }

  /// Gives a file a second name.
  static void makeName(NioDirectory from, Path name, NioDirectory to, Path newName)
      throws IOException {
    Files.createLink(to.here().resolve(newName), from.here().resolve(name));
    requireMade(to, newName);
  }

  /// Java exchanges nothing. What is kept is looked for just before: a file of that name that
  /// somebody else makes in between is overwritten.
  static void move(
      NioDirectory from, Path name, NioDirectory to, Path newName, OperatingSystem.Move move)
      throws IOException {
    if (move == OperatingSystem.Move.EXCHANGE) {
      throw new SystemFailure(Errno.ENOSYS, "rename", newName.toString());
    }
    var _ = to.here();
    if (move == OperatingSystem.Move.KEEP && to.has(newName)) {
      throw new SystemFailure(Errno.EEXIST, "rename", newName.toString());
    }
    from.move(name, to, newName);
  }

  private static void requireMade(NioDirectory directory, Path name) throws IOException {
    if (!directory.has(name)) {
      throw new SystemFailure(Errno.ESTALE, "make", directory.path().resolve(name).toString());
    }
  }
}
