package dev.rollback.store.pack;

import dev.rollback.store.Sha256;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.BlobId;
import java.util.Arrays;

/// What lies where in a pack: its frames, and the entries of each, in the order of their bytes.
/// Grows while the pack is written; for one thread until then.
public final class PackDirectory {
  private static final int LEAST_FRAME = 4;
  private static final int LEAST_ENTRY = 2 + Sha256.BYTES;

  private final BlobId pack;
  private int frames;
  private int[] sealedLengths = new int[16];
  private int[] plainLengths = new int[16];
  private byte[] codecs = new byte[16];
  private int[] ends = new int[16];
  private int entries;
  private long[] ids = new long[4 * 64];
  private int[] lengths = new int[64];
  private byte[] kinds = new byte[64];

  public PackDirectory(BlobId pack) {
    this.pack = pack;
  }

  public BlobId pack() {
    return pack;
  }

  /// Ends a frame that holds all entries added since the frame before.
  void addFrame(int sealedLength, int plainLength, FrameCodec codec) {
    if (frames == ends.length) {
      int room = frames * 2;
      sealedLengths = Arrays.copyOf(sealedLengths, room);
      plainLengths = Arrays.copyOf(plainLengths, room);
      codecs = Arrays.copyOf(codecs, room);
      ends = Arrays.copyOf(ends, room);
    }
    sealedLengths[frames] = sealedLength;
    plainLengths[frames] = plainLength;
    codecs[frames] = (byte) codec.code();
    ends[frames] = entries;
    frames++;
  }

  /// Adds an entry to the frame that is about to be added.
  void addEntry(EntryKind kind, Sha256 id, int length) {
    if (entries == lengths.length) {
      int room = entries + entries / 2;
      ids = Arrays.copyOf(ids, 4 * room);
      lengths = Arrays.copyOf(lengths, room);
      kinds = Arrays.copyOf(kinds, room);
    }
    int at = 4 * entries;
    ids[at] = id.first();
    ids[at + 1] = id.second();
    ids[at + 2] = id.third();
    ids[at + 3] = id.fourth();
    lengths[entries] = length;
    kinds[entries] = (byte) kind.code();
    entries++;
  }

  /// How many frames the pack has.
  public int frames() {
    return frames;
  }

  /// How many entries all frames have.
  public int entries() {
    return entries;
  }

  public int sealedLength(int frame) {
    return sealedLengths[frame];
  }

  public int plainLength(int frame) {
    return plainLengths[frame];
  }

  public FrameCodec codec(int frame) {
    return FrameCodec.of(codecs[frame]);
  }

  /// The number of a frame's first entry; that of the next frame's ends it.
  public int firstEntry(int frame) {
    return frame == 0 ? 0 : ends[frame - 1];
  }

  /// The number after a frame's last entry.
  public int endEntry(int frame) {
    return ends[frame];
  }

  public Sha256 id(int entry) {
    int at = 4 * entry;
    return new Sha256(ids[at], ids[at + 1], ids[at + 2], ids[at + 3]);
  }

  /// A quarter of an entry's id, 0 to 3, as [Sha256] has them.
  public long idWord(int entry, int quarter) {
    return ids[4 * entry + quarter];
  }

  public EntryKind kind(int entry) {
    return EntryKind.of(kinds[entry]);
  }

  /// Plain bytes of an entry.
  public int length(int entry) {
    return lengths[entry];
  }

  /// Where a frame lies that begins at this byte: the first one after the header, each of the
  /// others where the one before it ends.
  public FramePlace place(int frame, long offset) {
    return new FramePlace(
        pack, frame, offset, sealedLengths[frame], plainLengths[frame], codec(frame));
  }

  /// Where the frame after the last one would begin.
  public long endOfFrames() {
    long at = BlobHeader.LENGTH;
    for (int frame = 0; frame < frames; frame++) {
      at += sealedLengths[frame];
    }
    return at;
  }

  byte[] encode() {
    var out = new ByteWriter(entries * (LEAST_ENTRY + 2) + frames * 12);
    for (int frame = 0; frame < frames; frame++) {
      out.varint(sealedLengths[frame]).varint(plainLengths[frame]).varint(codecs[frame]);
      out.varint(endEntry(frame) - firstEntry(frame));
      for (int entry = firstEntry(frame); entry < endEntry(frame); entry++) {
        out.number(kinds[entry], 1).sum(id(entry)).varint(lengths[entry]);
      }
    }
    return out.toBytes();
  }

  /// Reads a directory from bytes that may be forged.
  ///
  /// @throws IllegalArgumentException that says what is wrong with it
  static PackDirectory decode(BlobId pack, int frames, byte[] bytes, int length) {
    var in = new ByteReader(bytes, 0, length);
    if (frames < 0 || frames > length / LEAST_FRAME) {
      throw new IllegalArgumentException("it promises more frames than it has");
    }
    var directory = new PackDirectory(pack);
    for (int frame = 0; frame < frames; frame++) {
      directory.decodeFrame(in);
    }
    in.end();
    return directory;
  }

  private void decodeFrame(ByteReader in) {
    int sealed = (int) in.varint(BlobCipher.sealedLength(PackFormat.LONGEST_FRAME));
    int plain = (int) in.varint(PackFormat.LONGEST_FRAME);
    FrameCodec codec = FrameCodec.of((int) in.varint(1));
    int left = plain;
    for (int rest = in.count(LEAST_ENTRY); rest > 0; rest--) {
      EntryKind kind = EntryKind.of((int) in.number(1));
      Sha256 id = in.sum();
      int entryLength = (int) in.varint(left);
      addEntry(kind, id, entryLength);
      left -= entryLength;
    }
    checkFrame(sealed, plain, codec);
    if (left != 0) {
      throw new IllegalArgumentException("the entries of a frame do not fill it");
    }
    addFrame(sealed, plain, codec);
  }

  /// Refuses lengths of a frame that do not go together.
  ///
  /// @throws IllegalArgumentException that says so
  public static void checkFrame(long sealed, long plain, FrameCodec codec) {
    long packed = BlobCipher.plainLength(sealed);
    boolean fits =
        switch (codec) {
          case RAW -> packed == plain;
          case ZSTD -> packed > 0 && packed < plain;
        };
    if (!fits || plain > PackFormat.LONGEST_FRAME) {
      throw new IllegalArgumentException("the lengths of a frame do not go together");
    }
  }
}
