package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Opens what lies beneath a held directory, name by name, and follows no link on the way.
final class NioPaths {
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> UPDATE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final int MOST_RACES = 16;

  private NioPaths() {}

  /// Opens what `relative` names beneath a directory; `.` is the directory once more.
  static NioHandle open(NioHandle from, byte[] relative, Access access) throws IOException {
    List<byte[]> names = names(relative);
    if (names.isEmpty()) {
      return from.shared();
    }
    NioDirectory holder = walk(from.directory(), names.subList(0, names.size() - 1));
    try {
      return last(holder, names.getLast(), access);
    } catch (IOException | RuntimeException e) {
      holder.close();
      throw e;
    }
  }

  private static List<byte[]> names(byte[] relative) throws SystemFailure {
    List<byte[]> names =
        Names.split(relative).stream().filter(name -> name.length > 1 || name[0] != '.').toList();
    if (!names.stream().allMatch(Names::valid)) {
      throw new SystemFailure(Errno.EXDEV, "open", Names.shown(relative));
    }
    return names;
  }

  /// The directory at the end of these names. The caller closes it.
  static NioDirectory walk(NioDirectory from, List<byte[]> names) throws IOException {
    NioDirectory at = from.shared();
    for (byte[] name : names) {
      try (NioDirectory above = at) {
        at = above.child(NioNames.required(name));
      }
    }
    return at;
  }

  private static NioHandle last(NioDirectory holder, byte[] name, Access access)
      throws IOException {
    Optional<Path> spelled = NioNames.spelled(name);
    if (spelled.isEmpty() && access == Access.ENTRY) {
      return NioHandle.unspelled(holder);
    }
    Path path = NioNames.required(name);
    return switch (access) {
      case ENTRY -> entry(holder, path);
      case DIRECTORY -> NioHandle.of(holder, holder.child(path));
      case CONTENT -> content(holder, path, READ);
      case UPDATE -> content(holder, path, UPDATE);
    };
  }

  private static NioHandle entry(NioDirectory holder, Path name) throws IOException {
    Map<String, Object> found = holder.attributes(name);
    return NioStatus.kind(found) == FileKind.DIRECTORY
        ? NioHandle.of(holder, holder.child(name))
        : NioHandle.of(holder, name, NioStatus.key(found), null);
  }

  private static NioHandle content(NioDirectory holder, Path name, Set<OpenOption> options)
      throws IOException {
    for (int attempt = 1; attempt <= MOST_RACES; attempt++) {
      Map<String, Object> found = holder.attributes(name);
      switch (NioStatus.kind(found)) {
        case FILE -> {
          FileChannel channel = holder.channel(name, options);
          if (isStill(holder, name, found)) {
            return NioHandle.of(holder, name, NioStatus.key(found), channel);
          }
          channel.close();
        }
        case DIRECTORY -> {
          if (options.contains(StandardOpenOption.WRITE)) {
            throw new SystemFailure(Errno.EISDIR, "open", name.toString());
          }
          return NioHandle.of(holder, holder.child(name));
        }
        case SYMLINK -> throw new SystemFailure(Errno.ELOOP, "open", name.toString());
        case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET, MOUNT, ABSENT, UNCAPTURED ->
            throw new SystemFailure(Errno.ENXIO, "open", name.toString());
      }
    }
    throw new SystemFailure(Errno.EAGAIN, "open", name.toString());
  }

  /// Whether the name is that of the file that was looked at before it was opened.
  private static boolean isStill(NioDirectory holder, Path name, Map<String, Object> before)
      throws IOException {
    try {
      return NioStatus.key(holder.attributes(name)).equals(NioStatus.key(before));
    } catch (NoSuchFileException _) {
      return false;
    }
  }
}
