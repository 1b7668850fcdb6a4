package dev.rollback.store.seal;

import dev.rollback.store.Bytes;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.fuzz.FuzzTarget;
import java.util.List;

/// All bytes of a blob of one sealed run.
public final class SealedBlobTarget implements FuzzTarget {
  private static final String NAME = "owners/a";

  private final MasterKey master = MasterKey.random();
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Override
  public void read(byte[] bytes) throws StoreException {
    blobs.replace(NAME, bytes);
    SealedBlob.read(blobs, master, BlobKind.OWNER, NAME, 1 << 20);
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(SealedBlob.seal(master, BlobKind.OWNER, NAME, Bytes.text("plain")));
  }
}
