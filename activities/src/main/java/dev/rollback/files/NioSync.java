package dev.rollback.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Remembers what is not durable yet, because Java cannot sync a file system as a whole: contents
/// are synced when they are closed, names and other metadata when somebody settles.
final class NioSync {
  private final Set<Path> pending = ConcurrentHashMap.newKeySet();
  private final Map<Path, SystemFailure> failed = new ConcurrentHashMap<>();

  /// Names in a directory changed.
  void changed(NioDirectory directory) {
    pending.add(directory.path());
  }

  /// A handle that is about to be closed was written to, or its metadata were set.
  void changed(NioHandle handle) {
    try {
      if (handle.isContent()) {
        forceAtOnce(handle);
        changed(handle.place());
      } else if (handle.isDirectory()) {
        changed(handle.directory());
      } else {
        // A link is durable with its directory.
        changed(handle.place());
      }
    } catch (SystemFailure e) {
      throw new IllegalStateException("A handle that changed has no place.", e);
    }
  }

  private void forceAtOnce(NioHandle handle) throws SystemFailure {
    Path path = handle.place().path().resolve(handle.name());
    try {
      NioCalls.run("fsync", path, () -> handle.channel().force(true));
    } catch (SystemFailure e) {
      failed.putIfAbsent(path, e);
    }
  }

  /// Returns when all that is pending is durable.
  ///
  /// @throws SystemFailure also where a content could not be made so when it was closed
  synchronized void settle() throws SystemFailure {
    for (Path each : List.copyOf(pending)) {
      settle(each);
    }
    for (Path each : List.copyOf(failed.keySet())) {
      SystemFailure failure = failed.remove(each);
      if (failure != null) {
        throw failure;
      }
    }
  }

  private void settle(Path directory) throws SystemFailure {
    pending.remove(directory);
    try {
      force(directory);
    } catch (SystemFailure e) {
      pending.add(directory);
      throw e;
    }
  }

  /// Returns when a directory's names are durable.
  void now(NioDirectory directory) throws SystemFailure {
    force(directory.here());
  }

  private static void force(Path directory) throws SystemFailure {
    NioCalls.run(
        "fsync",
        directory,
        () -> {
          try (var channel =
              FileChannel.open(directory, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
          } catch (NoSuchFileException _) {
            // It was removed or moved since, which its parent tells.
          } catch (IOException e) {
            // Some systems open no directory so; what is in it is as durable as they make it.
            if (!isNoSync(NioCalls.errno(e))) {
              throw e;
            }
          }
        });
  }

  private static boolean isNoSync(Errno errno) {
    return errno == Errno.EISDIR
        || errno == Errno.EACCES
        || errno == Errno.EINVAL
        || errno == Errno.ENOTDIR
        || errno == Errno.ELOOP;
  }

  /// Gives back what a handle held.
  void closed(@Nullable AutoCloseable held) {
    if (held != null) {
      try {
        held.close();
      } catch (Exception e) {
        // It is gone whatever close answers; what must be durable was synced before.
        return;
      }
    }
  }
}
