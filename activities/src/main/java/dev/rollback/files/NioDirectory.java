package dev.rollback.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A directory that is held. Where the platform has a [SecureDirectoryStream], all that such a
/// stream can do goes by the open directory itself. Everything else goes by the path, which must
/// lead to this very directory before and after: in between, a racing attacker is not excluded.
///
/// Closed when the last of its users has closed it. Any thread may use it.
final class NioDirectory implements AutoCloseable {
  private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};
  private static final Path HERE = Path.of(".");
  private static final int MOST_RACES = 16;

  private final Path path;
  private final Object key;
  private final @Nullable SecureDirectoryStream<Path> secure;
  private final AtomicInteger users = new AtomicInteger(1);
  private volatile @Nullable Long device;

  private NioDirectory(
      Path path, @Nullable Object key, @Nullable SecureDirectoryStream<Path> secure) {
    this.path = path;
    this.key = Objects.requireNonNull(key, "fileKey");
    this.secure = secure;
  }

  /// Opens an absolute directory; a link anywhere in its path is refused.
  ///
  /// @param secure whether to hold it open where the platform can
  @SuppressWarnings("StreamResourceLeak") // The directory that is made of it closes it.
  static NioDirectory open(Path path, boolean secure) throws IOException {
    Path at = Objects.requireNonNull(path.getRoot());
    for (Path name : path) {
      at = at.resolve(name);
      if (Files.readAttributes(at, BasicFileAttributes.class, NO_FOLLOW).isSymbolicLink()) {
        throw link(at);
      }
    }
    BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, NO_FOLLOW);
    requireDirectory(found, path);
    return opened(path, found, secure ? Files.newDirectoryStream(path) : null);
  }

  /// Opens a directory in it; a link is refused.
  NioDirectory child(Path name) throws IOException {
    Path whole = path.resolve(name);
    if (secure == null) {
      BasicFileAttributes found =
          Files.readAttributes(here().resolve(name), BasicFileAttributes.class, NO_FOLLOW);
      requireDirectory(found, whole);
      var _ = here();
      return opened(whole, found, null);
    }
    BasicFileAttributes found =
        secure.getFileAttributeView(name, BasicFileAttributeView.class, NO_FOLLOW).readAttributes();
    requireDirectory(found, whole);
    return opened(whole, found, secure.newDirectoryStream(name, NO_FOLLOW));
  }

  private static NioDirectory opened(
      Path path, BasicFileAttributes found, @Nullable DirectoryStream<Path> stream)
      throws IOException {
    if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
      if (stream != null) {
        stream.close();
      }
      return new NioDirectory(path, found.fileKey(), null);
    }
    var directory = new NioDirectory(path, found.fileKey(), secure);
    Object own =
        secure.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
    if (!directory.key.equals(own)) {
      secure.close();
      throw new NoSuchFileException(path.toString());
    }
    return directory;
  }

  private static void requireDirectory(BasicFileAttributes found, Path path) throws IOException {
    if (found.isSymbolicLink()) {
      throw link(path);
    }
    if (!found.isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
  }

  private static SystemFailure link(Path path) {
    return new SystemFailure(Errno.ELOOP, "open", path.toString());
  }

  Path path() {
    return path;
  }

  Object key() {
    return key;
  }

  /// The file system that it is on.
  long device() throws IOException {
    Long known = device;
    if (known == null) {
      known = NioStatus.device(attributes());
      device = known;
    }
    return known;
  }

  /// One more user, who closes it too.
  NioDirectory shared() {
    users.incrementAndGet();
    return this;
  }

  /// The names in it.
  List<Path> names() throws IOException {
    var names = new ArrayList<Path>();
    try (DirectoryStream<Path> listing =
        secure == null
            ? Files.newDirectoryStream(here())
            : secure.newDirectoryStream(HERE, NO_FOLLOW)) {
      listing.forEach(each -> names.add(Objects.requireNonNull(each.getFileName())));
    }
    if (secure == null) {
      var _ = here();
    }
    return names;
  }

  /// What the directory itself is now.
  Map<String, Object> attributes() throws IOException {
    Map<String, Object> found = Files.readAttributes(path, NioStatus.WANTED, NO_FOLLOW);
    if (!key.equals(NioStatus.key(found))) {
      throw new NoSuchFileException(path.toString());
    }
    return found;
  }

  /// What an entry is now.
  Map<String, Object> attributes(Path name) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Map<String, Object> found =
          Files.readAttributes(path.resolve(name), NioStatus.WANTED, NO_FOLLOW);
      if (isOfThis(name, NioStatus.key(found))) {
        return found;
      }
      if (attempt == MOST_RACES) {
        throw new NoSuchFileException(path.resolve(name).toString());
      }
    }
  }

  /// Whether what was found by the path is in this very directory.
  private boolean isOfThis(Path name, Object found) throws IOException {
    if (secure == null) {
      return key.equals(keyOf(path));
    }
    BasicFileAttributeView view =
        secure.getFileAttributeView(name, BasicFileAttributeView.class, NO_FOLLOW);
    return found.equals(view.readAttributes().fileKey());
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, NO_FOLLOW).fileKey();
  }

  /// Its path, which leads to it at this moment.
  Path here() throws SystemFailure {
    try {
      if (key.equals(keyOf(path))) {
        return path;
      }
    } catch (IOException _) {
      // It was moved away, or its path can no longer be walked.
    }
    throw new SystemFailure(Errno.ESTALE, "open", path.toString());
  }

  boolean has(Path name) throws IOException {
    try {
      var _ = attributes(name);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /// Opens a regular file in it.
  FileChannel channel(Path name, Set<? extends OpenOption> options, FileAttribute<?>... made)
      throws IOException {
    return (FileChannel)
        (secure == null
            ? Files.newByteChannel(here().resolve(name), options, made)
            : secure.newByteChannel(name, options, made));
  }

  /// The metadata of an entry that is no link.
  PosixFileAttributeView view(Path name) throws IOException {
    return secure == null
        ? Files.getFileAttributeView(here().resolve(name), PosixFileAttributeView.class, NO_FOLLOW)
        : secure.getFileAttributeView(name, PosixFileAttributeView.class, NO_FOLLOW);
  }

  /// The metadata of the directory itself.
  PosixFileAttributeView view() throws IOException {
    return secure == null
        ? Files.getFileAttributeView(here(), PosixFileAttributeView.class, NO_FOLLOW)
        : secure.getFileAttributeView(PosixFileAttributeView.class);
  }

  void remove(Path name, boolean isDirectory) throws IOException {
    if (secure == null) {
      boolean found = NioStatus.kind(attributes(name)) == FileKind.DIRECTORY;
      if (found != isDirectory) {
        throw new SystemFailure(
            isDirectory ? Errno.ENOTDIR : Errno.EISDIR, "remove", path.resolve(name).toString());
      }
      Files.delete(here().resolve(name));
    } else if (isDirectory) {
      secure.deleteDirectory(name);
    } else {
      secure.deleteFile(name);
    }
  }

  /// Gives an entry another place; what has the new name is gone, unless it is a directory that
  /// holds something.
  void move(Path name, NioDirectory to, Path newName) throws IOException {
    if (secure != null && to.secure != null) {
      secure.move(name, to.secure, newName);
    } else {
      Path target = to.here().resolve(newName);
      Files.move(here().resolve(name), target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    if (users.decrementAndGet() == 0 && secure != null) {
      secure.close();
    }
  }
}
