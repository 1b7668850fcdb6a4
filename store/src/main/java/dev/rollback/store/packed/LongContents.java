package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.packed.ContentList.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Writes a stream of any length through a lane: as one content, or cut into the pieces of a list.
final class LongContents {
  private final PackedLane lane;
  private final int shortest;
  private final int perPart;
  private final MessageDigest whole = Sha256.digest();
  private final List<Piece> parts = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private byte[] buffer;
  private int filled;
  private boolean ended;

  /// @param shortest bytes of a content that is not cut
  /// @param perPart pieces after which the list gets a part
  LongContents(PackedLane lane, int shortest, int perPart) {
    this.lane = lane;
    this.buffer = lane.buffer();
    this.shortest = shortest;
    this.perPart = perPart;
  }

  /// Stores all that the stream has.
  ContentId write(InputStream content) throws IOException {
    fill(content, shortest + 1);
    if (ended && filled <= shortest) {
      return lane.content(buffer, 0, filled);
    }
    while (!ended || filled > 0) {
      fill(content, lane.longest());
      if (filled > 0) {
        cut();
      }
    }
    if (parts.isEmpty() && pieces.size() == 1) {
      return new ContentId(pieces.getFirst().id());
    }
    return list();
  }

  private void fill(InputStream content, int wanted) throws IOException {
    while (!ended && filled < wanted) {
      if (filled == buffer.length) {
        buffer = lane.enlarge(Math.max(lane.longest(), shortest + 1));
      }
      int read = content.read(buffer, filled, Math.min(buffer.length, wanted) - filled);
      ended = read < 0;
      filled += Math.max(0, read);
    }
  }

  private void cut() throws StoreException {
    int count = lane.cut(buffer, 0, filled);
    whole.update(buffer, 0, count);
    pieces.add(new Piece(lane.content(buffer, 0, count).sum(), count));
    filled -= count;
    System.arraycopy(buffer, count, buffer, 0, filled);
    if (pieces.size() == perPart) {
      endPart();
    }
  }

  private void endPart() throws StoreException {
    byte[] body = ContentList.body(pieces);
    long sum = pieces.stream().mapToLong(Piece::length).sum();
    var node = lane.node(List.of(), ContentList.contents(pieces), body, 0, body.length);
    parts.add(new Piece(node.sum(), sum));
    pieces.clear();
  }

  private ContentId list() throws StoreException {
    Sha256 id = Sha256.at(whole.digest(), 0);
    byte[] list = new ContentList(parts, pieces).encode();
    lane.store(EntryKind.LIST, id, list, 0, list.length);
    return new ContentId(id);
  }
}
