package dev.rollback.store.directory;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.rollback.store.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/// Writes content files.
final class ContentFiles {
  /// Contents up to this length are packed in memory; of longer ones this much decides the codec.
  static final int SMALL = 128 << 10;

  private static final int LEVEL = 3;
  private static final int LARGE = 1 << 20;

  private ContentFiles() {}

  /// Writes a content that is wholly in memory.
  static Pending write(Path file, ContentId id, byte[] content) throws IOException {
    byte[] packed = pack(content);
    Codec codec = packed.length < content.length ? Codec.ZSTD : Codec.RAW;
    byte[] payload = codec == Codec.ZSTD ? packed : content;
    CRC32C crc = new CRC32C();
    crc.update(payload);
    var header = new ContentHeader(codec, content.length, payload.length, (int) crc.getValue());
    ByteBuffer whole = ByteBuffer.allocate(ContentHeader.LENGTH + payload.length);
    whole.put(header.encode()).put(payload).flip();
    try (FileChannel channel = DurableFiles.create(file)) {
      DurableFiles.writeAll(channel, whole);
      return new Pending(id, file, content.length, whole.limit(), false);
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(file);
      throw failed;
    }
  }

  /// Writes a content of any length: first `head`, then what the stream still holds.
  ///
  /// @throws SourceException when the stream fails; every other exception is the store's own
  static Pending write(Path file, byte[] head, InputStream tail) throws IOException {
    try (FileChannel channel = DurableFiles.create(file)) {
      channel.position(ContentHeader.LENGTH);
      var sink = new PayloadSink(channel);
      MessageDigest digest = ContentId.sha256();
      Codec codec = pack(head).length < head.length ? Codec.ZSTD : Codec.RAW;
      long plainLength = copy(head, tail, new DigestOutputStream(packing(codec, sink), digest));
      var header = new ContentHeader(codec, plainLength, sink.length(), sink.crc());
      DurableFiles.writeAll(channel.position(0), header.encode());
      if (sink.length() >= LARGE) {
        channel.force(true);
      }
      long fileLength = ContentHeader.LENGTH + sink.length();
      return new Pending(ContentId.ofDigest(digest.digest()), file, plainLength, fileLength, false);
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(file);
      throw failed;
    }
  }

  private static byte[] pack(byte[] content) {
    return Zstd.compress(content, LEVEL);
  }

  private static OutputStream packing(Codec codec, OutputStream sink) throws IOException {
    return switch (codec) {
      case RAW -> sink;
      case ZSTD ->
          new ZstdOutputStreamNoFinalizer(sink, RecyclingBufferPool.INSTANCE).setLevel(LEVEL);
    };
  }

  private static long copy(byte[] head, InputStream tail, OutputStream target) throws IOException {
    try (target) {
      target.write(head);
      long length = head.length;
      byte[] chunk = new byte[SMALL];
      for (int read = read(tail, chunk); read >= 0; read = read(tail, chunk)) {
        target.write(chunk, 0, read);
        length += read;
      }
      return length;
    }
  }

  private static int read(InputStream source, byte[] chunk) throws SourceException {
    try {
      return source.read(chunk);
    } catch (IOException failed) {
      throw new SourceException(failed);
    }
  }

  /// The caller's stream failed, not the store.
  static final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    SourceException(IOException failure) {
      super(failure);
      this.failure = failure;
    }

    /// What the stream threw.
    IOException failure() {
      return failure;
    }
  }

  /// The payload's way into the file, counted and summed.
  private static final class PayloadSink extends OutputStream {
    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private long length;

    PayloadSink(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      DurableFiles.writeAll(channel, ByteBuffer.wrap(bytes, offset, count));
      crc.update(bytes, offset, count);
      length += count;
    }

    long length() {
      return length;
    }

    int crc() {
      return (int) crc.getValue();
    }
  }
}
