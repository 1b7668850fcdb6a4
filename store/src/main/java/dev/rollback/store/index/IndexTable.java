package dev.rollback.store.index;

import dev.rollback.store.Sha256;
import dev.rollback.store.pack.ByteReader;
import dev.rollback.store.pack.FrameCodec;
import dev.rollback.store.pack.FramePlace;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackFormat;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What stands at the end of an index file, in arrays: some dozens of bytes for each frame.
final class IndexTable {
  private static final int LEAST_PACK = BlobId.BYTES + 1;
  private static final int LEAST_FRAME = 5;

  private long entries;
  private long[] firsts = {};
  private final List<BlobId> packs = new ArrayList<>();
  private int frames;
  private int[] packOf = new int[64];
  private int[] numbers = new int[64];
  private long[] offsets = new long[64];
  private int[] sealedLengths = new int[64];
  private int[] plainLengths = new int[64];
  private byte[] codecs = new byte[64];

  private IndexTable() {}

  /// Reads a table from bytes that may be forged.
  ///
  /// @throws IllegalArgumentException that says what is wrong with it
  static IndexTable decode(byte[] bytes, int length, int segments) {
    var in = new ByteReader(bytes, 0, length);
    var table = new IndexTable();
    table.entries = in.varint(Integer.MAX_VALUE);
    long expected = (table.entries + IndexFormat.PER_SEGMENT - 1) / IndexFormat.PER_SEGMENT;
    if (segments != expected || segments > in.remaining() / Sha256.BYTES) {
      throw new IllegalArgumentException("its entries do not fill its segments");
    }
    table.decodeFirsts(in, segments);
    for (int rest = in.count(LEAST_PACK); rest > 0; rest--) {
      table.decodePack(in);
    }
    in.end();
    return table;
  }

  private void decodeFirsts(ByteReader in, int segments) {
    firsts = new long[4 * segments];
    for (int segment = 0; segment < segments; segment++) {
      Sha256 first = in.sum();
      if (segment > 0 && compareFirst(segment - 1, first) > 0) {
        throw new IllegalArgumentException("its segments are not in order");
      }
      firsts[4 * segment] = first.first();
      firsts[4 * segment + 1] = first.second();
      firsts[4 * segment + 2] = first.third();
      firsts[4 * segment + 3] = first.fourth();
    }
  }

  private void decodePack(ByteReader in) {
    packs.add(in.id());
    for (int rest = in.count(LEAST_FRAME); rest > 0; rest--) {
      int number = (int) in.varint(Integer.MAX_VALUE);
      long offset = in.varint(Long.MAX_VALUE >>> 8);
      int sealed = (int) in.varint(BlobCipher.sealedLength(PackFormat.LONGEST_FRAME));
      int plain = (int) in.varint(PackFormat.LONGEST_FRAME);
      FrameCodec codec = FrameCodec.of((int) in.varint(1));
      PackDirectory.checkFrame(sealed, plain, codec);
      addFrame(number, offset, sealed, plain, codec);
    }
  }

  private void addFrame(int number, long offset, int sealed, int plain, FrameCodec codec) {
    if (frames == numbers.length) {
      int room = frames + frames / 2;
      packOf = Arrays.copyOf(packOf, room);
      numbers = Arrays.copyOf(numbers, room);
      offsets = Arrays.copyOf(offsets, room);
      sealedLengths = Arrays.copyOf(sealedLengths, room);
      plainLengths = Arrays.copyOf(plainLengths, room);
      codecs = Arrays.copyOf(codecs, room);
    }
    packOf[frames] = packs.size() - 1;
    numbers[frames] = number;
    offsets[frames] = offset;
    sealedLengths[frames] = sealed;
    plainLengths[frames] = plain;
    codecs[frames] = (byte) codec.code();
    frames++;
  }

  long entries() {
    return entries;
  }

  int segments() {
    return firsts.length / 4;
  }

  /// Entries in a segment.
  int entriesOf(int segment) {
    return segment < segments() - 1
        ? IndexFormat.PER_SEGMENT
        : (int) (entries - (long) segment * IndexFormat.PER_SEGMENT);
  }

  /// Order of a segment's first id against another.
  int compareFirst(int segment, Sha256 sum) {
    int at = 4 * segment;
    int order = Long.compareUnsigned(firsts[at], sum.first());
    if (order == 0) {
      order = Long.compareUnsigned(firsts[at + 1], sum.second());
    }
    if (order == 0) {
      order = Long.compareUnsigned(firsts[at + 2], sum.third());
    }
    return order == 0 ? Long.compareUnsigned(firsts[at + 3], sum.fourth()) : order;
  }

  List<BlobId> packs() {
    return packs;
  }

  int frames() {
    return frames;
  }

  /// The place of a frame's pack among [#packs()].
  int pack(int frame) {
    return packOf[frame];
  }

  int plainLength(int frame) {
    return plainLengths[frame];
  }

  FramePlace place(int frame) {
    return new FramePlace(
        packs.get(packOf[frame]),
        numbers[frame],
        offsets[frame],
        sealedLengths[frame],
        plainLengths[frame],
        FrameCodec.of(codecs[frame]));
  }
}
