package dev.rollback.store.pack;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.fuzz.FuzzTarget;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.MasterKey;
import java.util.ArrayList;
import java.util.List;

/// All bytes of a pack.
public final class PackFileTarget implements FuzzTarget {
  private final MasterKey master = MasterKey.random();
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final String name;

  /// Writes the pack that is forged from then on.
  public PackFileTarget() {
    var packs = new ArrayList<BlobId>();
    try (var stream = new PackStream(blobs, master, 1, 512, pack -> packs.add(pack.pack()))) {
      for (int i = 0; i < 5; i++) {
        byte[] content = Bytes.prose(i, 200);
        stream.add(EntryKind.CONTENT, ContentId.of(content).sum(), content, 0, content.length);
      }
      stream.finish();
    } catch (StoreException impossible) {
      throw new IllegalStateException(impossible);
    }
    name = PackFormat.name(packs.getFirst());
  }

  @Override
  public void read(byte[] bytes) throws StoreException {
    blobs.replace(name, bytes);
    new PackReader(blobs, master).directory(blobs.status(name).orElseThrow());
  }

  @Override
  public List<byte[]> seeds() throws StoreException {
    return List.of(blobs.read(name, 1 << 20));
  }

  /// A trailer may promise a directory that the rest of the blob has room for, and no more.
  @Override
  public long allowance(int length) {
    return (1L << 20) + 512L * length;
  }
}
