package dev.rollback.files;

import dev.rollback.files.FileMap.Piece;
import dev.rollback.files.Step.Range;
import dev.rollback.store.ContentId;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Tells which bytes of a live file differ from a snapshot's. One thread's: it has the buffer.
final class FileHashing {
  private static final int BUFFER = 128 * 1024;

  private final OperatingSystem system;
  private final MessageDigest digest = ContentId.sha256();
  private final byte[] buffer = new byte[BUFFER];

  FileHashing(OperatingSystem system) {
    this.system = system;
  }

  /// The pieces that are not in the file as the snapshot has them.
  List<Range> differing(Descriptor file, List<Piece> pieces) throws SystemFailure {
    var differing = new ArrayList<Range>();
    for (Piece piece : pieces) {
      if (!same(file, piece)) {
        differing.add(new Range(piece.offset(), piece.length()));
      }
    }
    return differing;
  }

  private boolean same(Descriptor file, Piece piece) throws SystemFailure {
    ContentId wanted = piece.content();
    return wanted == null ? isEmpty(file, piece) : wanted.equals(hash(file, piece));
  }

  private ContentId hash(Descriptor file, Piece piece) throws SystemFailure {
    long at = piece.offset();
    long end = at + piece.length();
    while (at < end) {
      int count = system.readAt(file, at, buffer, 0, (int) Math.min(BUFFER, end - at));
      if (count < 0) {
        break;
      }
      digest.update(buffer, 0, count);
      at += count;
    }
    return ContentId.ofDigest(digest.digest());
  }

  /// Whether there is nothing but zeros.
  private boolean isEmpty(Descriptor file, Piece piece) throws SystemFailure {
    long end = piece.offset() + piece.length();
    long at = system.nextData(file, piece.offset());
    while (at >= 0 && at < end) {
      long until = Math.min(system.nextHole(file, at), end);
      if (!zeros(file, at, until)) {
        return false;
      }
      at = system.nextData(file, until);
    }
    return true;
  }

  private boolean zeros(Descriptor file, long start, long end) throws SystemFailure {
    long at = start;
    while (at < end) {
      int count = system.readAt(file, at, buffer, 0, (int) Math.min(BUFFER, end - at));
      if (count < 0) {
        return false;
      }
      for (int each = 0; each < count; each++) {
        if (buffer[each] != 0) {
          return false;
        }
      }
      at += count;
    }
    return true;
  }
}
