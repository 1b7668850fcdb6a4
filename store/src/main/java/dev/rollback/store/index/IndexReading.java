package dev.rollback.store.index;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.pack.ByteReader;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.BlobKind;
import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.SealedBlob;

/// Reads index files: the table at once, a segment when it is asked for.
final class IndexReading {
  /// What is read first from a file's end; most tables are shorter.
  private static final int TAIL = 64 << 10;

  private final Blobs blobs;
  private final MasterKey master;

  IndexReading(Blobs blobs, MasterKey master) {
    this.blobs = blobs;
    this.master = master;
  }

  /// Reads the table of a file.
  ///
  /// @throws StoreException MISSING when it is gone, CORRUPT when it is not what was written
  IndexFile open(BlobStatus file) throws StoreException {
    if (file.length() < BlobHeader.LENGTH + IndexFormat.TRAILER) {
      throw damaged(file.name(), "it is cut off");
    }
    checkHeader(file.name());
    byte[] tail = tail(file, (int) Math.min(TAIL, file.length()));
    var end = new ByteReader(tail, tail.length - IndexFormat.TRAILER, IndexFormat.TRAILER);
    long sealed = end.number(8);
    int segments = (int) end.number(4);
    if (end.number(4) != IndexFormat.END) {
      throw damaged(file.name(), "it is cut off");
    }
    if (sealed < 0
        || sealed > BlobCipher.sealedLength(IndexFormat.LONGEST_TABLE)
        || sealed > file.length() - BlobHeader.LENGTH - IndexFormat.TRAILER) {
      throw damaged(file.name(), "its trailer is wrong");
    }
    int needed = (int) sealed + IndexFormat.TRAILER;
    return decode(file, needed > tail.length ? tail(file, needed) : tail, (int) sealed, segments);
  }

  private void checkHeader(String name) throws StoreException {
    byte[] start = new byte[BlobHeader.LENGTH];
    blobs.read(name, 0, start, 0, start.length);
    BlobHeader header = SealedBlob.header(blobs, BlobKind.INDEX, name, start);
    if (!header.salt().equals(IndexFormat.id(name))) {
      throw damaged(name, "it has the header of another");
    }
  }

  private byte[] tail(BlobStatus file, int length) throws StoreException {
    byte[] tail = new byte[length];
    blobs.read(file.name(), file.length() - length, tail, 0, length);
    return tail;
  }

  private IndexFile decode(BlobStatus file, byte[] tail, int sealed, int segments)
      throws StoreException {
    int from = tail.length - IndexFormat.TRAILER - sealed;
    byte[] plain = new byte[sealed];
    int length = cipher(file.name()).open(BlobCipher.LAST_RUN, tail, from, sealed, plain, 0);
    if (length < 0) {
      throw damaged(file.name(), "the seal of its table is broken");
    }
    try {
      var table = IndexTable.decode(plain, length, segments);
      long filled =
          segments == 0
              ? BlobHeader.LENGTH
              : IndexFormat.segmentOffset(segments - 1) + sealedSegment(table, segments - 1);
      if (filled + sealed + IndexFormat.TRAILER != file.length()) {
        throw damaged(file.name(), "its segments do not fill it");
      }
      return new IndexFile(IndexFormat.id(file.name()), table);
    } catch (IllegalArgumentException malformed) {
      throw damaged(file.name(), "in its table, " + malformed.getMessage());
    }
  }

  private static int sealedSegment(IndexTable table, int segment) {
    return (int) BlobCipher.sealedLength((long) table.entriesOf(segment) * IndexFormat.ENTRY);
  }

  /// How many segments are read at once where one is looked for.
  int together() {
    return Math.max(1, blobs.readAhead() / IndexFormat.SEALED_SEGMENT);
  }

  /// The plain entries of some segments, by one reading.
  ///
  /// @throws StoreException MISSING when the file is gone, CORRUPT when one of the segments is not
  ///     what was written
  byte[] segments(IndexFile file, int first, int count) throws StoreException {
    String name = IndexFormat.name(file.id());
    IndexTable table = file.table();
    int last = first + count - 1;
    int sealedFull = (count - 1) * IndexFormat.SEALED_SEGMENT;
    byte[] sealed = new byte[sealedFull + sealedSegment(table, last)];
    blobs.read(name, IndexFormat.segmentOffset(first), sealed, 0, sealed.length);
    int plainFull = (count - 1) * IndexFormat.PLAIN_SEGMENT;
    byte[] plain = new byte[plainFull + table.entriesOf(last) * IndexFormat.ENTRY];
    BlobCipher idle = file.ciphers().poll();
    BlobCipher cipher = idle == null ? cipher(name) : idle;
    for (int segment = 0; segment < count; segment++) {
      int from = segment * IndexFormat.SEALED_SEGMENT;
      int length = Math.min(IndexFormat.SEALED_SEGMENT, sealed.length - from);
      int into = segment * IndexFormat.PLAIN_SEGMENT;
      if (cipher.open(first + segment, sealed, from, length, plain, into) < 0) {
        throw damaged(name, "the seal of its segment %d is broken".formatted(first + segment));
      }
    }
    file.ciphers().add(cipher);
    return plain;
  }

  private BlobCipher cipher(String name) {
    var cipher = new BlobCipher(master);
    cipher.turnTo(IndexFormat.header(IndexFormat.id(name)), name);
    return cipher;
  }

  StoreException damaged(String name, String why) {
    return SealedBlob.damaged(blobs, BlobKind.INDEX, name, why);
  }
}
