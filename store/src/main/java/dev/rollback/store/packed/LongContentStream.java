package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.pack.EntryKind;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A content that is kept in pieces, one piece in memory at a time. The last piece is handed out
/// after the SHA-256 of all proved right.
final class LongContentStream extends InputStream {
  private final ContentId content;
  private final Entries entries;
  private final PieceWalk pieces;
  private final MessageDigest digest = Sha256.digest();
  private @Nullable ContentView piece;
  private int at;
  private @Nullable StoreException failed;
  private boolean ended;
  private boolean proved;

  LongContentStream(ContentId content, ContentList list, Entries entries) {
    this.content = content;
    this.entries = entries;
    this.pieces = new PieceWalk(content, list, entries);
  }

  @Override
  public int read() throws StoreException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws StoreException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    ContentView from = filled();
    if (from == null) {
      return -1;
    }
    int count = Math.min(length, from.length() - at);
    System.arraycopy(from.array(), from.offset() + at, target, offset, count);
    at += count;
    return count;
  }

  /// The piece that has the next byte; null at the end.
  private @Nullable ContentView filled() throws StoreException {
    if (failed != null) {
      throw failed;
    }
    try {
      while (!ended && (piece == null || at == piece.length())) {
        next();
      }
    } catch (StoreException trouble) {
      failed = trouble;
      throw trouble;
    }
    return ended ? null : piece;
  }

  private void next() throws StoreException {
    ContentList.Piece next = pieces.next();
    at = 0;
    if (next == null) {
      // Reached with no pieces alone; otherwise the last one was proved with all before it.
      prove();
      ended = true;
      return;
    }
    ContentView view = read(next);
    if (view.length() != next.length()) {
      throw entries.damaged(content.sum(), EntryKind.CONTENT);
    }
    digest.update(view.array(), view.offset(), view.length());
    if (!pieces.hasNext()) {
      prove();
    }
    piece = view;
  }

  private ContentView read(ContentList.Piece next) throws StoreException {
    try {
      return entries.read(next.id(), EntryKind.CONTENT);
    } catch (StoreException trouble) {
      throw new StoreException(
          trouble.kind(),
          "A piece of content %s cannot be read. %s".formatted(content, trouble.getMessage()),
          trouble);
    }
  }

  private void prove() throws StoreException {
    if (!proved && !Sha256.at(digest.digest(), 0).equals(content.sum())) {
      throw entries.damaged(content.sum(), EntryKind.CONTENT);
    }
    proved = true;
  }
}
