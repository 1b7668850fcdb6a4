package dev.rollback.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// What can be done with an open file's bytes. Java tells of no holes: all is data.
final class NioContents {
  private static final int BUFFER = 128 * 1024;

  private NioContents() {}

  static void write(FileChannel file, byte[] from, int offset, int length) throws IOException {
    var bytes = ByteBuffer.wrap(from, offset, length);
    while (bytes.hasRemaining()) {
      var _ = file.write(bytes);
    }
  }

  static void writeAt(FileChannel file, long position, byte[] from, int offset, int length)
      throws IOException {
    var bytes = ByteBuffer.wrap(from, offset, length);
    long at = position;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  static void resize(FileChannel file, long size) throws IOException {
    long now = file.size();
    if (now > size) {
      var _ = file.truncate(size);
    } else if (now < size) {
      writeAt(file, size - 1, new byte[1], 0, 1);
    }
  }

  static void clear(FileChannel file, long position, long length) throws IOException {
    var zeros = new byte[BUFFER];
    long end = position + length;
    for (long at = position; at < end; at += zeros.length) {
      writeAt(file, at, zeros, 0, (int) Math.min(zeros.length, end - at));
    }
  }

  static void copy(FileChannel from, FileChannel to, long position, long length)
      throws IOException {
    var bytes = new byte[BUFFER];
    long end = position + length;
    for (long at = position; at < end; ) {
      int part = (int) Math.min(bytes.length, end - at);
      int count = from.read(ByteBuffer.wrap(bytes, 0, part), at);
      if (count <= 0) {
        throw new SystemFailure(Errno.EIO, "copy", "a file that became shorter");
      }
      writeAt(to, at, bytes, 0, count);
      at += count;
    }
  }
}
