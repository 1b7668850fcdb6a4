package dev.rollback.store.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.MasterKey;

/// Compresses and seals frames, with memory that is used again. For one thread.
final class FrameWriter implements AutoCloseable {
  /// What saves less than this part of its bytes is not worth the time of its readers.
  private static final int WORTH_IT = 32;

  private final ZstdCompressCtx compressor = new ZstdCompressCtx();
  private final BlobCipher cipher;
  private byte[] packed = {};
  private byte[] sealed = {};
  private FrameCodec codec = FrameCodec.RAW;

  FrameWriter(MasterKey master, int level) {
    cipher = new BlobCipher(master);
    compressor.setLevel(level);
  }

  /// Turns to a new pack.
  void turnTo(BlobId pack) {
    cipher.turnTo(PackFormat.header(pack), PackFormat.name(pack));
  }

  /// Lays and seals a frame; answers how many bytes [#sealed()] has of it.
  int write(int frame, byte[] plain, int offset, int length) {
    int saved = compress(plain, offset, length);
    codec = saved >= 0 ? FrameCodec.ZSTD : FrameCodec.RAW;
    return saved >= 0 ? seal(frame, packed, 0, saved) : seal(frame, plain, offset, length);
  }

  /// Seals bytes as they are.
  int seal(long run, byte[] plain, int offset, int length) {
    int room = Math.toIntExact(BlobCipher.sealedLength(length));
    if (sealed.length < room) {
      sealed = new byte[room];
    }
    return cipher.seal(run, plain, offset, length, sealed, 0);
  }

  byte[] sealed() {
    return sealed;
  }

  /// How the last frame was laid.
  FrameCodec codec() {
    return codec;
  }

  /// Bytes that compression leaves; negative when it is not worth it.
  private int compress(byte[] plain, int offset, int length) {
    if (length < WORTH_IT
        || (Noise.isLikely(plain, offset, length) && !sampleShrinks(plain, offset, length))) {
      return -1;
    }
    int left = compressInto(plain, offset, length);
    return left <= length - Math.max(1, length / WORTH_IT) ? left : -1;
  }

  private boolean sampleShrinks(byte[] plain, int offset, int length) {
    int sample = Math.min(length, Noise.SAMPLE);
    int left = compressInto(plain, offset + (length - sample) / 2, sample);
    return left < sample - sample / WORTH_IT;
  }

  private int compressInto(byte[] plain, int offset, int length) {
    int room = Math.toIntExact(Zstd.compressBound(length));
    if (packed.length < room) {
      packed = new byte[room];
    }
    return compressor.compressByteArray(packed, 0, packed.length, plain, offset, length);
  }

  @Override
  public void close() {
    compressor.close();
  }
}
