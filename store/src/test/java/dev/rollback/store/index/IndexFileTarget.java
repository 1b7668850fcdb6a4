package dev.rollback.store.index;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.fuzz.FuzzTarget;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackStream;
import dev.rollback.store.seal.MasterKey;
import java.util.ArrayList;
import java.util.List;

/// All bytes of an index file.
public final class IndexFileTarget implements FuzzTarget {
  private final MasterKey master = MasterKey.random();
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final String name;

  /// Writes the file that is forged from then on.
  public IndexFileTarget() {
    var names = new ArrayList<String>();
    try {
      new IndexWriter(blobs, master).write(packs(blobs, master));
    } catch (StoreException impossible) {
      throw new IllegalStateException(impossible);
    }
    blobs.list(IndexFormat.PREFIX, blob -> names.add(blob.name()));
    name = names.getFirst();
  }

  static List<PackDirectory> packs(MemoryBlobs blobs, MasterKey master) throws StoreException {
    var packs = new ArrayList<PackDirectory>();
    try (var stream = new PackStream(blobs, master, 1, 512, packs::add)) {
      for (int i = 0; i < 9; i++) {
        byte[] content = Bytes.prose(i, 200);
        stream.add(EntryKind.of(i % 3), ContentId.of(content).sum(), content, 0, content.length);
      }
      stream.finish();
    }
    return packs;
  }

  @Override
  public void read(byte[] bytes) throws StoreException {
    blobs.replace(name, bytes);
    var reading = new IndexReading(blobs, master);
    IndexFile file = reading.open(blobs.status(name).orElseThrow());
    var cursor = new IndexCursor(file, reading);
    while (cursor.next()) {
      cursor.location();
    }
  }

  @Override
  public List<byte[]> seeds() throws StoreException {
    return List.of(blobs.read(name, 1 << 20));
  }
}
