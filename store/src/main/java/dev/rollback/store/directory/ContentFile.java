package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// A content's file, open for reading, its header proved.
final class ContentFile implements AutoCloseable {
  private final ContentId id;
  private final FileChannel channel;
  private final ContentHeader header;

  private ContentFile(ContentId id, FileChannel channel, ContentHeader header) {
    this.id = id;
    this.channel = channel;
    this.header = header;
  }

  /// Opens the file that holds this content; follows no link.
  static ContentFile open(ContentId id, Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    try {
      return new ContentFile(id, channel, header(id, channel));
    } catch (IOException | RuntimeException damaged) {
      channel.close();
      throw damaged;
    }
  }

  private static ContentHeader header(ContentId id, FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ContentHeader.LENGTH);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
    return ContentHeader.decode(id, bytes.flip(), channel.size());
  }

  ContentId id() {
    return id;
  }

  ContentHeader header() {
    return header;
  }

  /// Reads stored bytes at a position of the file; -1 at its end.
  int read(ByteBuffer target, long position) throws IOException {
    return channel.read(target, position);
  }

  /// Returns when every stored byte is as it was written. It does not unpack them.
  void proveStored() throws IOException {
    new Payload(this).prove();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
