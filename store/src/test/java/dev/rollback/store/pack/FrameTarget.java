package dev.rollback.store.pack;

import com.github.luben.zstd.Zstd;
import dev.rollback.store.Bytes;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.fuzz.FuzzTarget;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.MasterKey;
import java.util.List;

/// The compressed bytes of a frame under a right seal, after four bytes of how long the plain ones
/// are said to be.
public final class FrameTarget implements FuzzTarget {
  private static final BlobId PACK = new BlobId(1, 2);

  private final MasterKey master = MasterKey.random();
  private final FrameReader reader = new FrameReader(new MemoryBlobs(), master);
  private final BlobCipher cipher = new BlobCipher(master);
  private int frame;

  @Override
  public void read(byte[] bytes) throws StoreException {
    var in = new ByteReader(bytes, 0, bytes.length);
    int plain = (int) in.number(4);
    int length = in.remaining();
    cipher.turnTo(PackFormat.header(PACK), PackFormat.name(PACK));
    byte[] sealed = new byte[(int) BlobCipher.sealedLength(length)];
    cipher.seal(++frame, bytes, in.skip(length), length, sealed, 0);
    PackDirectory.checkFrame(sealed.length, plain, FrameCodec.ZSTD);
    reader.open(new FramePlace(PACK, frame, 24, sealed.length, plain, FrameCodec.ZSTD), sealed, 0);
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(seed(new byte[1_000]), seed(Bytes.prose(1, 3_000)));
  }

  private static byte[] seed(byte[] plain) {
    byte[] packed = Zstd.compress(plain, 1);
    return new ByteWriter(packed.length + 4)
        .number(plain.length, 4)
        .bytes(packed, 0, packed.length)
        .toBytes();
  }

  @Override
  public long allowance(int length) {
    return (6L << 20) + 512L * length;
  }
}
