package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stored file's bytes, holes as zeros. Not for several threads.
final class PieceStream extends InputStream {
  private final List<FileMap.Piece> pieces;
  private final SnapshotReader contents;
  private final int longest;
  private int next;
  private @Nullable ContentView view;
  private long left;

  PieceStream(List<FileMap.Piece> pieces, SnapshotReader contents, int longest) {
    this.pieces = pieces;
    this.contents = contents;
    this.longest = longest;
  }

  @Override
  public int read() throws StoreException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws StoreException {
    if (length == 0) {
      return 0;
    }
    while (left == 0) {
      if (next == pieces.size()) {
        return -1;
      }
      FileMap.Piece piece = pieces.get(next++);
      ContentId id = piece.content();
      view = id == null ? null : contents.view(id, longest);
      left = piece.length();
    }
    int count = (int) Math.min(left, length);
    ContentView bytes = view;
    if (bytes == null) {
      Arrays.fill(into, offset, offset + count, (byte) 0);
    } else {
      int from = bytes.offset() + bytes.length() - (int) left;
      System.arraycopy(bytes.array(), from, into, offset, count);
    }
    left -= count;
    return count;
  }
}
