package dev.rollback.files;

import java.io.InputStream;
import java.util.Objects;

/// Reads a file by its descriptor.
final class DescriptorStream extends InputStream {
  private final OperatingSystem system;
  private final Descriptor file;

  private final boolean owned;

  /// @param owned whether the descriptor is closed with the stream
  DescriptorStream(OperatingSystem system, Descriptor file, boolean owned) {
    this.system = system;
    this.file = file;
    this.owned = owned;
  }

  @Override
  public int read() throws SystemFailure {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws SystemFailure {
    Objects.checkFromIndexSize(offset, length, into.length);
    return system.read(file, into, offset, length);
  }

  @Override
  public void close() {
    if (owned) {
      file.close();
    }
  }
}
