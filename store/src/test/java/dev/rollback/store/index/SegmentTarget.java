package dev.rollback.store.index;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Sha256;
import dev.rollback.store.fuzz.FuzzTarget;
import dev.rollback.store.pack.ByteWriter;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.seal.BlobId;
import java.util.Arrays;
import java.util.List;

/// The plain entries of an index's run.
public final class SegmentTarget implements FuzzTarget {
  private static final Sha256 SUM = ContentId.of(Bytes.text("a")).sum();

  private final IndexFile file =
      new IndexFile(new BlobId(3, 4), IndexTableTarget.decode(IndexTableTarget.seed()));

  @Override
  public void read(byte[] bytes) {
    int entries = bytes.length / IndexFormat.ENTRY;
    byte[] segment = Arrays.copyOf(bytes, entries * IndexFormat.ENTRY);
    int entry = IndexFile.lowerBound(segment, SUM);
    for (; entry < entries; entry++) {
      IndexFile.kind(segment, entry);
      file.location(segment, entry);
    }
  }

  @Override
  public List<byte[]> seeds() {
    var out = new ByteWriter(200);
    for (int i = 0; i < 3; i++) {
      out.sum(SUM).number(i % 2, 4).number(i * 10L, 4).number((20 << 2) | EntryKind.LIST.code(), 4);
    }
    return List.of(out.toBytes());
  }
}
