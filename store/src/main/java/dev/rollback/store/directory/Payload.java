package dev.rollback.store.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The stored bytes behind a content file's header, counted and checked on the way.
final class Payload extends InputStream {
  private static final int CHUNK = 128 << 10;

  private final ContentFile file;
  private final CRC32C crc = new CRC32C();
  private long position = ContentHeader.LENGTH;
  private long remaining;

  Payload(ContentFile file) {
    this.file = file;
    this.remaining = file.header().payloadLength();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int wanted = (int) Math.min(length, remaining);
    int read = file.read(ByteBuffer.wrap(target, offset, wanted), position);
    if (read < 0) {
      throw ContentHeader.damaged(file.id(), remaining + " stored bytes are missing at its end");
    }
    crc.update(target, offset, read);
    position += read;
    remaining -= read;
    return read;
  }

  /// Reads what is left and proves that all stored bytes are as they were written.
  void prove() throws IOException {
    byte[] rest = new byte[(int) Math.min(CHUNK, remaining)];
    while (remaining > 0) {
      read(rest, 0, rest.length);
    }
    if ((int) crc.getValue() != file.header().payloadCrc()) {
      throw ContentHeader.damaged(file.id(), "its stored bytes are changed");
    }
  }
}
