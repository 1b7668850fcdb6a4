package dev.rollback.store.index;

import dev.rollback.store.pack.ByteReader;
import dev.rollback.store.pack.ByteWriter;
import dev.rollback.store.seal.BlobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Packs that are about to go, or have gone: the plain bytes of a blob `condemned/ID`.
///
/// @param removed whether the packs may be deleted already: no entry that leads to one counts
/// @param time when they were condemned, by the storage's clock, to the millisecond
public record Condemnation(boolean removed, Instant time, List<BlobId> packs) {
  /// What all names of condemnations begin with.
  public static final String PREFIX = "condemned/";

  /// Bytes that no such blob exceeds.
  public static final int MOST_BYTES = 64 << 20;

  public Condemnation {
    time = Instant.ofEpochMilli(time.toEpochMilli());
    packs = List.copyOf(packs);
  }

  public byte[] encode() {
    var out = new ByteWriter(32 + packs.size() * BlobId.BYTES);
    out.number(removed ? 1 : 0, 1).number(time.toEpochMilli(), 8).varint(packs.size());
    packs.forEach(out::id);
    return out.toBytes();
  }

  /// Reads what [#encode()] wrote.
  ///
  /// @throws IllegalArgumentException that says what is wrong with it
  public static Condemnation decode(byte[] bytes) {
    var in = new ByteReader(bytes, 0, bytes.length);
    long state = in.number(1);
    if (state > 1) {
      throw new IllegalArgumentException("it is neither condemned nor removed");
    }
    Instant time = Instant.ofEpochMilli(in.number(8));
    var packs = new ArrayList<BlobId>();
    for (int rest = in.count(BlobId.BYTES); rest > 0; rest--) {
      packs.add(in.id());
    }
    in.end();
    return new Condemnation(state == 1, time, packs);
  }
}
