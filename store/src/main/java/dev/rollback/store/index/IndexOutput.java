package dev.rollback.store.index;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobSink;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.pack.ByteWriter;
import dev.rollback.store.pack.FramePlace;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.MasterKey;

/// Writes one index file: frames first, then entries in the order of their ids. For one thread.
final class IndexOutput implements AutoCloseable {
  private final BlobSink sink;
  private final BlobCipher cipher;
  private final ByteWriter packs = new ByteWriter(1 << 10);
  private final ByteWriter firsts = new ByteWriter(1 << 10);
  private final ByteWriter segment = new ByteWriter(IndexFormat.PER_SEGMENT * IndexFormat.ENTRY);
  private ByteWriter packFrames = new ByteWriter(256);
  private int framesOfPack;
  private int packCount;
  private int frames;
  private int segments;
  private int inSegment;
  private long entries;
  private byte[] sealed = new byte[IndexFormat.SEALED_SEGMENT];

  IndexOutput(Blobs blobs, MasterKey master) throws StoreException {
    BlobId id = BlobId.random();
    String name = IndexFormat.name(id);
    cipher = new BlobCipher(master);
    cipher.turnTo(IndexFormat.header(id), name);
    sink = blobs.sink(name);
    try {
      sink.write(IndexFormat.header(id).encode(), 0, BlobHeader.LENGTH);
    } catch (StoreException failed) {
      sink.close();
      throw failed;
    }
  }

  /// Begins the frames of a pack.
  void pack(BlobId pack) {
    endPack();
    packs.id(pack);
    packCount++;
  }

  private void endPack() {
    if (packCount > 0) {
      packs.varint(framesOfPack).bytes(packFrames.array(), 0, packFrames.length());
      packFrames = new ByteWriter(256);
      framesOfPack = 0;
    }
  }

  /// Adds a frame of the pack; answers the number by which entries name it.
  int frame(FramePlace at) {
    packFrames.varint(at.number()).varint(at.offset());
    packFrames.varint(at.sealedLength()).varint(at.plainLength()).varint(at.codec().code());
    framesOfPack++;
    return frames++;
  }

  /// Adds an entry, whose id is not less than the one before.
  ///
  /// @param lengthAndKind length · 4 + kind
  void entry(
      long first, long second, long third, long fourth, int frame, int offset, int lengthAndKind)
      throws StoreException {
    if (inSegment == 0) {
      sum(firsts, first, second, third, fourth);
    }
    sum(segment, first, second, third, fourth);
    segment.number(frame, 4).number(offset, 4).number(lengthAndKind, 4);
    inSegment++;
    entries++;
    if (inSegment == IndexFormat.PER_SEGMENT) {
      endSegment();
    }
  }

  private static void sum(ByteWriter out, long first, long second, long third, long fourth) {
    out.bigEndian(first).bigEndian(second).bigEndian(third).bigEndian(fourth);
  }

  private void endSegment() throws StoreException {
    seal(segments, segment);
    segments++;
    inSegment = 0;
    segment.clear();
  }

  /// Seals a run and writes it; answers its sealed length.
  private int seal(long run, ByteWriter plain) throws StoreException {
    int room = Math.toIntExact(BlobCipher.sealedLength(plain.length()));
    if (sealed.length < room) {
      sealed = new byte[room];
    }
    int length = cipher.seal(run, plain.array(), 0, plain.length(), sealed, 0);
    sink.write(sealed, 0, length);
    return length;
  }

  /// Makes the file durable.
  void finish() throws StoreException {
    if (inSegment > 0) {
      endSegment();
    }
    endPack();
    var table = new ByteWriter(firsts.length() + packs.length() + 20);
    table.varint(entries).bytes(firsts.array(), 0, firsts.length());
    table.varint(packCount).bytes(packs.array(), 0, packs.length());
    int length = seal(BlobCipher.LAST_RUN, table);
    var end =
        new ByteWriter(IndexFormat.TRAILER)
            .number(length, 8)
            .number(segments, 4)
            .number(IndexFormat.END, 4);
    sink.write(end.array(), 0, end.length());
    sink.commit();
  }

  @Override
  public void close() throws StoreException {
    sink.close();
  }
}
