package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// A path within an [AllowedRoots] directory. Each look at it walks anew from the root's open
/// directory and follows no link, so nothing outside is ever reached through it.
public final class AllowedPath {
  private final OperatingSystem system;
  private final RawPath root;
  private final RawPath raw;

  AllowedPath(OperatingSystem system, RawPath root, RawPath raw) {
    this.system = system;
    this.root = root;
    this.raw = raw;
  }

  /// Its bytes.
  public RawPath raw() {
    return raw;
  }

  /// Which of the allowed roots it lies beneath, or is.
  RawPath root() {
    return root;
  }

  /// Absolute, with the root's links resolved; for what was named by text, so that it is text
  /// again.
  public Path path() {
    return Path.of(new String(raw.bytes(), StandardCharsets.UTF_8));
  }

  /// What is there now; empty when nothing is.
  ///
  /// @throws RollbackException `PathNotAllowed` for a link before the last name, `PermissionDenied`
  public Optional<FileState> state() {
    return status().map(FileState::of);
  }

  boolean isLink() {
    return status().filter(status -> status.kind() == FileKind.SYMLINK).isPresent();
  }

  Optional<FileStatus> status() {
    try (var entry = open(OperatingSystem.Access.ENTRY)) {
      return Optional.of(system.status(entry));
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        return Optional.empty();
      }
      throw Failures.of(e, this);
    }
  }

  /// A stream over the regular file that is there. The caller closes it.
  ///
  /// @throws RollbackException `PathNotFound`, `PathNotAllowed` for a link, `PermissionDenied`, and
  ///     `InvalidRequest` for what is no regular file
  public InputStream open() {
    try {
      var file = open(OperatingSystem.Access.CONTENT);
      try {
        if (system.status(file).kind() != FileKind.FILE) {
          throw new RollbackException(
              FailureType.INVALID_REQUEST, raw + " is not a regular file and has no content.");
        }
      } catch (SystemFailure | RollbackException e) {
        file.close();
        throw e;
      }
      return new DescriptorStream(system, file, true);
    } catch (SystemFailure e) {
      throw Failures.of(e, this);
    }
  }

  Descriptor open(OperatingSystem.Access access) throws SystemFailure {
    try (var directory = system.open(root)) {
      return system.open(directory, raw.beneath(root), access);
    }
  }

  /// Opens the directory that holds it. The root itself is held by nothing that may be touched.
  Descriptor openParent(OperatingSystem.Access access) throws SystemFailure {
    byte[] parent = parentBeneathRoot();
    try (var directory = system.open(root)) {
      return system.open(directory, parent, access);
    }
  }

  /// The way from the root to the directory that holds it.
  byte[] parentBeneathRoot() {
    if (raw.equals(root)) {
      throw new RollbackException(
          FailureType.PATH_NOT_ALLOWED,
          "%s is itself one of the directories of %s; it cannot be replaced or removed."
              .formatted(raw, AllowedRoots.SETTING));
    }
    return raw.parent().beneath(root);
  }

  /// What leads here from the root, which is not among them.
  List<AllowedPath> leadingDirectories() {
    var leading = new ArrayDeque<AllowedPath>();
    if (!raw.equals(root)) {
      for (RawPath at = raw.parent(); !at.equals(root); at = at.parent()) {
        leading.addFirst(new AllowedPath(system, root, at));
      }
    }
    return List.copyOf(leading);
  }

  /// The first link on the way, for a sentence.
  Optional<RawPath> firstLink() {
    RawPath at = root;
    try (var directory = system.open(root)) {
      for (byte[] name : Names.split(raw.beneath(root))) {
        at = Names.valid(name) ? at.child(name) : at;
        try (var entry = system.open(directory, at.beneath(root), OperatingSystem.Access.ENTRY)) {
          if (system.status(entry).kind() == FileKind.SYMLINK) {
            return Optional.of(at);
          }
        }
      }
    } catch (SystemFailure e) {
      return Optional.of(at);
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return raw.toString();
  }
}
