package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Sha256;
import dev.rollback.store.pack.ByteReader;
import dev.rollback.store.pack.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/// The pieces of a content too long for one frame, in order: first those that parts name, then
/// those that the list names itself.
///
/// A *part* is a node that names some thousands of pieces, so that the list of a content of any
/// length fits into a frame.
///
/// @param parts nodes, with the plain bytes of each one's pieces
/// @param pieces contents, with the plain bytes of each
public record ContentList(List<Piece> parts, List<Piece> pieces) {
  /// Pieces of a part.
  static final int PER_PART = 16_384;

  private static final int LEAST_PIECE = Sha256.BYTES + 1;
  private static final long LONGEST = 1L << 62;

  /// Something with an id, and its plain bytes.
  public record Piece(Sha256 id, long length) {}

  public ContentList {
    parts = List.copyOf(parts);
    pieces = List.copyOf(pieces);
    long left = LONGEST;
    for (List<Piece> some : List.of(parts, pieces)) {
      for (Piece piece : some) {
        if (piece.length() < 0 || piece.length() > left) {
          throw new IllegalArgumentException("its pieces are longer than any content");
        }
        left -= piece.length();
      }
    }
  }

  /// Plain bytes of the content.
  public long length() {
    return length(parts) + length(pieces);
  }

  private static long length(List<Piece> pieces) {
    return pieces.stream().mapToLong(Piece::length).sum();
  }

  byte[] encode() {
    var out = new ByteWriter(16 + (parts.size() + pieces.size()) * (LEAST_PIECE + 3));
    encode(parts, out);
    encode(pieces, out);
    return out.toBytes();
  }

  private static void encode(List<Piece> pieces, ByteWriter out) {
    out.varint(pieces.size());
    pieces.forEach(piece -> out.sum(piece.id()).varint(piece.length()));
  }

  /// Reads a list from bytes that may be forged.
  ///
  /// @throws IllegalArgumentException that says what is wrong with it
  public static ContentList decode(ContentView bytes) {
    var in = new ByteReader(bytes.array(), bytes.offset(), bytes.length());
    var list = new ContentList(decode(in), decode(in));
    in.end();
    return list;
  }

  private static List<Piece> decode(ByteReader in) {
    var pieces = new ArrayList<Piece>();
    for (int rest = in.count(LEAST_PIECE); rest > 0; rest--) {
      pieces.add(new Piece(in.sum(), in.varint(LONGEST)));
    }
    return pieces;
  }

  /// What a part names.
  ///
  /// @throws IllegalArgumentException when the node is no part
  static List<Piece> ofPart(Node part) {
    var in = new ByteReader(part.body().array(), part.body().offset(), part.body().length());
    var pieces = new ArrayList<Piece>();
    for (ContentId content : part.contents()) {
      pieces.add(new Piece(content.sum(), in.varint(LONGEST)));
    }
    in.end();
    return pieces;
  }

  /// The contents that a part refers to.
  static List<ContentId> contents(List<Piece> pieces) {
    return pieces.stream().map(piece -> new ContentId(piece.id())).toList();
  }

  /// The body of a part.
  static byte[] body(List<Piece> pieces) {
    var out = new ByteWriter(4 * pieces.size());
    pieces.forEach(piece -> out.varint(piece.length()));
    return out.toBytes();
  }

  /// The nodes that the list keeps alive.
  public List<NodeId> nodes() {
    return parts.stream().map(part -> new NodeId(part.id())).toList();
  }
}
