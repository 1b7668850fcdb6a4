package dev.rollback.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a descriptor stands for: a directory, a file's content, or an entry by its name in a
/// directory that is held.
///
/// Java holds no file but for its content: what is asked of a handle is asked of what has its name
/// now, and what is set is set only while that is still the same file.
final class NioHandle {
  private final @Nullable NioDirectory holder;
  private final @Nullable Path name;
  private final @Nullable NioDirectory directory;
  private final @Nullable FileChannel channel;
  private final @Nullable Object key;
  private volatile boolean changed;

  private NioHandle(
      @Nullable NioDirectory holder,
      @Nullable Path name,
      @Nullable NioDirectory directory,
      @Nullable FileChannel channel,
      @Nullable Object key) {
    this.holder = holder;
    this.name = name;
    this.directory = directory;
    this.channel = channel;
    this.key = key;
  }

  /// Of a directory; closes it and its holder.
  ///
  /// @param holder null for one that was opened by its whole path
  static NioHandle of(@Nullable NioDirectory holder, NioDirectory directory) {
    return new NioHandle(holder, null, directory, null, directory.key());
  }

  /// Of what is no directory; closes the holder and the channel.
  static NioHandle of(NioDirectory holder, Path name, Object key, @Nullable FileChannel channel) {
    return new NioHandle(holder, name, null, channel, key);
  }

  /// Of a name that cannot be spelled; closes the holder.
  static NioHandle unspelled(NioDirectory holder) {
    return new NioHandle(holder, null, null, null, null);
  }

  /// The same directory for one more user.
  NioHandle shared() throws SystemFailure {
    return of(holder == null ? null : holder.shared(), directory().shared());
  }

  NioDirectory directory() throws SystemFailure {
    if (directory == null) {
      throw new SystemFailure(Errno.ENOTDIR, "open", shown());
    }
    return directory;
  }

  boolean isDirectory() {
    return directory != null;
  }

  FileChannel channel() throws SystemFailure {
    if (channel == null) {
      throw new SystemFailure(directory == null ? Errno.EBADF : Errno.EISDIR, "content", shown());
    }
    return channel;
  }

  /// The directory that it is in, or else itself.
  NioDirectory place() throws SystemFailure {
    return holder == null ? directory() : holder;
  }

  Path name() throws SystemFailure {
    if (name == null) {
      throw new SystemFailure(Errno.EINVAL, "name", shown());
    }
    return name;
  }

  FileStatus status() throws IOException {
    if (directory != null) {
      long above = holder == null ? directory.device() : holder.device();
      return NioStatus.of(directory.attributes(), above, true);
    }
    return name == null ? NioStatus.unspelled(place().device()) : status(place(), name);
  }

  static FileStatus status(NioDirectory directory, Path name) throws IOException {
    Map<String, Object> attributes = directory.attributes(name);
    boolean spelled =
        NioStatus.kind(attributes) != FileKind.SYMLINK
            || NioNames.target(NioEntries.target(directory, name)).isPresent();
    return NioStatus.of(attributes, directory.device(), spelled);
  }

  /// What it is now, as long as it is what was opened.
  Map<String, Object> requireSame() throws IOException {
    Map<String, Object> now =
        directory == null ? place().attributes(name()) : directory.attributes();
    if (!NioStatus.key(now).equals(key)) {
      throw new SystemFailure(Errno.ESTALE, "open", shown());
    }
    return now;
  }

  /// Its path, which leads to it at this moment.
  Path path() throws SystemFailure {
    return directory == null ? place().here().resolve(name()) : directory.here();
  }

  /// Hears that it was written to or given other metadata.
  void changes() {
    changed = true;
  }

  /// Closes it, and has what changed of it made durable: a content at once, the others with the
  /// next [NioSync#settle].
  void close(NioSync sync) {
    if (changed) {
      sync.changed(this);
    }
    sync.closed(channel);
    sync.closed(directory);
    sync.closed(holder);
  }

  boolean isContent() {
    return channel != null;
  }

  private String shown() {
    NioDirectory at = directory == null ? holder : directory;
    return at == null ? "" : (name == null ? at.path() : at.path().resolve(name)).toString();
  }
}
