package dev.rollback.store.index;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.fuzz.FuzzTarget;
import dev.rollback.store.pack.ByteReader;
import dev.rollback.store.pack.ByteWriter;
import dev.rollback.store.seal.BlobId;
import java.util.List;

/// The plain bytes of an index's table, after four bytes of how many runs come before it.
public final class IndexTableTarget implements FuzzTarget {
  @Override
  public void read(byte[] bytes) {
    decode(bytes);
  }

  static IndexTable decode(byte[] bytes) {
    var in = new ByteReader(bytes, 0, bytes.length);
    int segments = (int) in.number(4);
    byte[] table = new byte[in.remaining()];
    System.arraycopy(bytes, 4, table, 0, table.length);
    return IndexTable.decode(table, table.length, segments);
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(seed());
  }

  /// Two runs of entries in a pack of two frames.
  static byte[] seed() {
    var out = new ByteWriter(256).number(2, 4).varint(IndexFormat.PER_SEGMENT + 10);
    out.sum(ContentId.of(Bytes.text("b")).sum()).sum(ContentId.of(Bytes.text("a")).sum());
    out.varint(1).id(new BlobId(1, 2)).varint(2);
    out.varint(0).varint(24).varint(76).varint(60).varint(0);
    out.varint(1).varint(100).varint(50).varint(60).varint(1);
    return out.toBytes();
  }
}
