package dev.rollback.store.packed;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.fuzz.FuzzTarget;
import dev.rollback.store.packed.ContentList.Piece;
import java.util.List;

/// The bytes of a list.
public final class ListTarget implements FuzzTarget {
  @Override
  public void read(byte[] bytes) {
    ContentList list = ContentList.decode(ContentView.of(bytes));
    if (list.length() < 0) {
      throw new IllegalStateException("A content is shorter than nothing.");
    }
  }

  @Override
  public List<byte[]> seeds() {
    var piece = new Piece(ContentId.of(Bytes.text("a")).sum(), 1_000_000);
    return List.of(
        new ContentList(List.of(piece), List.of(piece, piece)).encode(),
        new ContentList(List.of(), List.of(piece)).encode());
  }
}
