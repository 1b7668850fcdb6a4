package dev.rollback.store.directory;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.rollback.store.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/// The plain bytes of one content file. Hands out the last byte only when all of them proved right.
final class ContentStream extends InputStream {
  /// Frames are written with windows of at most 2 MiB; a damaged frame gets no more memory than
  /// this.
  private static final int LARGEST_WINDOW_LOG = 23;

  private final ContentFile file;
  private final Payload payload;
  private final InputStream plain;
  private final MessageDigest digest = ContentId.sha256();
  private long remaining;
  private String found = "";
  private boolean proved;

  /// Takes over the file, and closes it when this is closed.
  ContentStream(ContentFile file) throws IOException {
    this.file = file;
    this.payload = new Payload(file);
    this.remaining = file.header().plainLength();
    this.plain =
        switch (file.header().codec()) {
          case RAW -> payload;
          case ZSTD -> zstd(payload);
        };
  }

  private static InputStream zstd(InputStream payload) throws IOException {
    var frames = new ZstdInputStreamNoFinalizer(payload, RecyclingBufferPool.INSTANCE);
    frames.setLongMax(LARGEST_WINDOW_LOG);
    return frames;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (remaining > 0) {
      int read = decode(target, offset, (int) Math.min(length, remaining));
      if (read < 0) {
        throw ContentHeader.damaged(file.id(), remaining + " bytes are missing at its end");
      }
      digest.update(target, offset, read);
      remaining -= read;
      if (remaining == 0) {
        proveOrWipe(target, offset, read);
      }
      return read;
    }
    prove();
    return -1;
  }

  /// A caller that asked for exactly the content's length has read it all and never sees the end.
  private void proveOrWipe(byte[] target, int offset, int read) throws IOException {
    try {
      prove();
    } catch (IOException damaged) {
      Arrays.fill(target, offset, offset + read, (byte) 0);
      throw damaged;
    }
  }

  private void prove() throws IOException {
    if (proved) {
      return;
    }
    if (remaining > 0 || decode(new byte[1], 0, 1) >= 0) {
      throw ContentHeader.damaged(file.id(), "it is longer than its header says");
    }
    payload.prove();
    if (found.isEmpty()) {
      found = HexFormat.of().formatHex(digest.digest());
    }
    if (!found.equals(file.id().hex())) {
      throw ContentHeader.damaged(file.id(), "its bytes have the SHA-256 " + found);
    }
    proved = true;
  }

  private int decode(byte[] target, int offset, int length) throws IOException {
    try {
      return plain.read(target, offset, length);
    } catch (ZstdIOException damaged) {
      throw ContentHeader.damaged(file.id(), "zstd says: " + damaged.getMessage());
    }
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    plain.close();
    file.close();
  }
}
