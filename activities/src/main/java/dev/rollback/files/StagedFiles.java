package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.files.OperatingSystem.Move;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files of one directory tree that are written aside first and then moved into place, each by one
/// rename. No link is followed on the way to any of them. Files may be written aside by several
/// threads at once; all else is for one thread.
///
/// Every method throws [RollbackException]: `PermissionDenied`, `InsufficientDiskSpace`,
/// `TargetChanged`, `RollbackFailed`.
public final class StagedFiles implements AutoCloseable {
  private static final int BUFFER = 128 * 1024;

  private final OperatingSystem system;
  private final RawPath top;
  private final Descriptor root;
  private final Descriptor aside;
  private final long device;
  private final int mask;
  private byte[] openPath = {};
  private @Nullable Descriptor open;

  private StagedFiles(OperatingSystem system, RawPath top, Descriptor root, Descriptor aside)
      throws SystemFailure {
    this.system = system;
    this.top = top;
    this.root = root;
    this.aside = aside;
    this.device = system.status(root).id().device();
    this.mask = Umask.ofThisProcess();
  }

  /// Empty where the two are on different file systems, so that no rename leads from one to the
  /// other, or where this host cannot do it.
  ///
  /// @param aside an empty directory
  public static Optional<StagedFiles> open(Path top, Path aside) {
    Optional<OperatingSystem> kernel = Systems.kernel();
    if (kernel.isEmpty()) {
      return Optional.empty();
    }
    OperatingSystem system = kernel.get();
    RawPath to = RawPath.of(top);
    try {
      Descriptor root = system.open(to);
      try {
        Descriptor from = system.open(RawPath.of(aside));
        var staged = new StagedFiles(system, to, root, from);
        if (system.status(from).id().device() == staged.device) {
          return Optional.of(staged);
        }
        staged.close();
        return Optional.empty();
      } catch (SystemFailure e) {
        root.close();
        throw e;
      }
    } catch (SystemFailure e) {
      throw Failures.of(e, to);
    }
  }

  /// What is at a path beneath the top.
  ///
  /// @param status null where nothing is
  public record Found(@Nullable FileStatus status) {}

  /// Looks at a path; empty where it cannot be changed from here: a link or a file is on the way,
  /// or another file system.
  public Optional<Found> find(byte[] path) {
    try {
      Descriptor directory = directory(path);
      return system.status(directory).id().device() == device
          ? Optional.of(new Found(present(directory, name(path))))
          : Optional.empty();
    } catch (SystemFailure e) {
      return e.is(Errno.ENOENT) ? Optional.of(new Found(null)) : Optional.empty();
    }
  }

  private @Nullable FileStatus present(Descriptor directory, byte[] name) throws SystemFailure {
    try {
      return system.status(directory, name);
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT)) {
        return null;
      }
      throw e;
    }
  }

  /// The content of the regular file at a path. The caller closes it.
  public InputStream content(byte[] path) {
    try {
      Descriptor file = system.open(directory(path), name(path), Access.CONTENT);
      return new DescriptorStream(system, file, true);
    } catch (SystemFailure e) {
      throw failure(e, path);
    }
  }

  /// What the symbolic link at a path names.
  public byte[] link(byte[] path) {
    try (Descriptor link = system.open(directory(path), name(path), Access.ENTRY)) {
      return system.linkTarget(link);
    } catch (SystemFailure e) {
      throw failure(e, path);
    }
  }

  /// Writes a file aside, with the mode that the process's umask leaves.
  ///
  /// @param number a name among the staged ones
  public void write(int number, InputStream content, boolean executable) {
    byte[] name = staged(number);
    try (Descriptor file = system.createFile(aside, name)) {
      var buffer = new byte[BUFFER];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        system.write(file, buffer, 0, read);
      }
      system.setMode(file, (executable ? 0777 : 0666) & ~mask);
    } catch (SystemFailure e) {
      throw Failures.of(e, top);
    } catch (IOException e) {
      throw new RollbackException(
          FailureType.ROLLBACK_FAILED, "What %s is to hold cannot be read.".formatted(top), e);
    }
  }

  /// Makes a symbolic link aside.
  public void writeLink(int number, byte[] target) {
    try {
      system.createSymlink(aside, staged(number), target);
    } catch (SystemFailure e) {
      throw Failures.of(e, top);
    }
  }

  /// Moves a staged entry to its path, and makes the directories that lead there.
  ///
  /// @param found what was there when it was looked at
  /// @return what is there now
  public FileStatus put(int number, byte[] path, Found found) {
    try {
      makeDirectories(path);
      Descriptor directory = directory(path);
      byte[] name = name(path);
      requireUnchanged(directory, path, found);
      Move how = found.status() == null ? Move.KEEP : Move.REPLACE;
      system.move(aside, staged(number), directory, name, how);
      return system.status(directory, name);
    } catch (SystemFailure e) {
      throw failure(e, path);
    }
  }

  /// Removes the entry at a path, and the directories that are empty then.
  public void remove(byte[] path, Found found) {
    try {
      Descriptor directory = directory(path);
      requireUnchanged(directory, path, found);
      system.remove(directory, name(path), false);
      removeEmpty(path);
    } catch (SystemFailure e) {
      throw failure(e, path);
    }
  }

  private void requireUnchanged(Descriptor directory, byte[] path, Found found)
      throws SystemFailure {
    FileStatus now = present(directory, name(path));
    FileStatus then = found.status();
    if (now == null ? then != null : then == null || !now.sameAs(then)) {
      throw new RollbackException(
          FailureType.TARGET_CHANGED,
          "%s was changed by another program while the rollback ran. Make a new plan."
              .formatted(shown(path)));
    }
  }

  private void removeEmpty(byte[] path) throws SystemFailure {
    for (byte[] at = parent(path); at.length > 0; at = parent(at)) {
      try {
        system.remove(directory(at), name(at), true);
      } catch (SystemFailure e) {
        if (e.is(Errno.ENOTEMPTY, Errno.EEXIST, Errno.EBUSY)) {
          return;
        }
        throw e;
      }
    }
  }

  private void makeDirectories(byte[] path) throws SystemFailure {
    for (int at = 0; at < path.length; at++) {
      if (path[at] != '/') {
        continue;
      }
      byte[] directory = Arrays.copyOf(path, at);
      try {
        directory(path);
        return;
      } catch (SystemFailure e) {
        if (!e.is(Errno.ENOENT)) {
          throw e;
        }
      }
      makeDirectory(directory);
    }
  }

  private void makeDirectory(byte[] path) throws SystemFailure {
    try {
      Descriptor parent = directory(path);
      system.createDirectory(parent, name(path));
      try (Descriptor made = system.open(parent, name(path), Access.DIRECTORY)) {
        system.setMode(made, 0777 & ~mask);
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.EEXIST)) {
        throw e;
      }
    }
  }

  /// The open directory that holds a path; the last one is kept, since paths come in order.
  private Descriptor directory(byte[] path) throws SystemFailure {
    byte[] parent = parent(path);
    if (parent.length == 0) {
      return root;
    }
    Descriptor last = open;
    if (last != null && Arrays.equals(parent, openPath)) {
      return last;
    }
    Descriptor next = system.open(root, parent, Access.DIRECTORY);
    if (last != null) {
      last.close();
    }
    open = next;
    openPath = parent;
    return next;
  }

  private static byte[] parent(byte[] path) {
    int slash = slash(path);
    return slash < 0 ? new byte[0] : Arrays.copyOf(path, slash);
  }

  private static byte[] name(byte[] path) {
    return Arrays.copyOfRange(path, slash(path) + 1, path.length);
  }

  private static int slash(byte[] path) {
    int at = path.length - 1;
    while (at >= 0 && path[at] != '/') {
      at--;
    }
    return at;
  }

  private static byte[] staged(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  private RollbackException failure(SystemFailure failure, byte[] path) {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(top.bytes());
    whole.write('/');
    whole.writeBytes(path);
    return Failures.of(failure, RawPath.of(whole.toByteArray()));
  }

  private String shown(byte[] path) {
    return top + "/" + Names.shown(path);
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
    }
    aside.close();
    root.close();
  }
}
