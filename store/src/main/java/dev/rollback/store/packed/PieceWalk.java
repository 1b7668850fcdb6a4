package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.StoreException;
import dev.rollback.store.pack.EntryKind;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pieces of a long content in order, those of one part in memory at a time.
final class PieceWalk {
  private final ContentId content;
  private final Entries entries;
  private final Iterator<ContentList.Piece> parts;
  private final List<ContentList.Piece> last;
  private Iterator<ContentList.Piece> now = List.<ContentList.Piece>of().iterator();
  private boolean atLast;

  PieceWalk(ContentId content, ContentList list, Entries entries) {
    this.content = content;
    this.entries = entries;
    this.parts = list.parts().iterator();
    this.last = list.pieces();
  }

  boolean hasNext() throws StoreException {
    while (!now.hasNext() && !atLast) {
      if (parts.hasNext()) {
        now = part(parts.next()).iterator();
      } else {
        now = last.iterator();
        atLast = true;
      }
    }
    return now.hasNext();
  }

  /// The next piece; null at the end.
  ContentList.@Nullable Piece next() throws StoreException {
    return hasNext() ? now.next() : null;
  }

  private List<ContentList.Piece> part(ContentList.Piece part) throws StoreException {
    try {
      List<ContentList.Piece> pieces =
          ContentList.ofPart(NodeCodec.decode(entries.read(part.id(), EntryKind.NODE)));
      if (pieces.stream().mapToLong(ContentList.Piece::length).sum() == part.length()) {
        return pieces;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below.
    }
    throw entries.damaged(content.sum(), EntryKind.CONTENT);
  }
}
