package dev.rollback.store.pack;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.BlobKind;
import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.SealedBlob;
import org.jspecify.annotations.Nullable;

/// Reads and opens frames, with memory that is used again. For one thread.
public final class FrameReader implements AutoCloseable {
  private final Blobs blobs;
  private final BlobCipher cipher;
  private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
  private @Nullable BlobId pack;
  private byte[] sealed = {};
  private byte[] packed = {};

  public FrameReader(Blobs blobs, MasterKey master) {
    this.blobs = blobs;
    this.cipher = new BlobCipher(master);
  }

  /// The plain bytes of a frame, in an array of their own.
  ///
  /// @throws StoreException MISSING when the pack is gone, CORRUPT when the frame is not what was
  ///     written
  public byte[] read(FramePlace at) throws StoreException {
    String name = PackFormat.name(at.pack());
    if (sealed.length < at.sealedLength()) {
      sealed = new byte[at.sealedLength()];
    }
    blobs.read(name, at.offset(), sealed, 0, at.sealedLength());
    return open(at, sealed, 0);
  }

  /// As [#read], of a frame whose sealed bytes are at hand.
  public byte[] open(FramePlace at, byte[] from, int offset) throws StoreException {
    if (!at.pack().equals(pack)) {
      cipher.turnTo(PackFormat.header(at.pack()), PackFormat.name(at.pack()));
      pack = at.pack();
    }
    byte[] plain = new byte[at.plainLength()];
    boolean whole =
        switch (at.codec()) {
          case RAW -> unseal(at, from, offset, plain) == plain.length;
          case ZSTD -> decompress(at, from, offset, plain);
        };
    if (!whole) {
      throw damaged(at);
    }
    return plain;
  }

  private int unseal(FramePlace at, byte[] from, int offset, byte[] into) {
    if (BlobCipher.plainLength(at.sealedLength()) > into.length) {
      return -1;
    }
    return cipher.open(at.number() & 0xffff_ffffL, from, offset, at.sealedLength(), into, 0);
  }

  private boolean decompress(FramePlace at, byte[] from, int offset, byte[] plain) {
    int room = (int) Math.max(0, BlobCipher.plainLength(at.sealedLength()));
    if (packed.length < room) {
      packed = new byte[room];
    }
    int length = unseal(at, from, offset, packed);
    if (length < 0) {
      return false;
    }
    try {
      return decompressor.decompressByteArray(plain, 0, plain.length, packed, 0, length)
          == plain.length;
    } catch (ZstdException malformed) {
      return false;
    }
  }

  private StoreException damaged(FramePlace at) {
    return SealedBlob.damaged(
        blobs,
        BlobKind.PACK,
        PackFormat.name(at.pack()),
        "its frame %d at byte %d is not what was written".formatted(at.number(), at.offset()));
  }

  @Override
  public void close() {
    decompressor.close();
  }
}
