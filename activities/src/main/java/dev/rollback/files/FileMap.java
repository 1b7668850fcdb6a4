package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the pieces of a cut or sparse file are.
///
/// A file is a row of sections of [#SECTION] bytes, the last one shorter; a section is a row of
/// pieces. Long runs of nothing are holes, in either row. A change makes one section and the file's
/// own node new.
final class FileMap {
  /// Bytes of a section: what one thread reads on its own.
  static final long SECTION = 128L * 1024 * 1024;

  private FileMap() {}

  /// One piece, or a hole.
  ///
  /// @param content null for a hole
  record Piece(long offset, long length, @Nullable ContentId content) {}

  /// A section while it is written.
  static final class Section {
    private final VarWriter body = NodeForm.SECTION.writer();
    private final List<ContentId> contents = new ArrayList<>();

    void data(long length, ContentId content) {
      body.number(length << 1);
      contents.add(content);
    }

    void hole(long length) {
      body.number((length << 1) | 1);
    }

    NodeId write(WritingLane lane) throws StoreException {
      return lane.node(List.of(), contents, body.array(), 0, body.length());
    }
  }

  /// A section that holds something.
  ///
  /// @param index which [#SECTION] bytes of the file it is, from 0
  record Placed(long index, NodeId node) {}

  /// The node of a file that has several sections; those that are not named are holes.
  ///
  /// @param sections in their order
  static NodeId write(List<Placed> sections, long size, WritingLane lane) throws StoreException {
    VarWriter body = NodeForm.SECTIONS.writer();
    long at = 0;
    for (Placed section : sections) {
      long start = section.index() * SECTION;
      hole(body, start - at);
      long length = Math.min(size - start, SECTION);
      body.number(length << 1);
      at = start + length;
    }
    hole(body, size - at);
    List<NodeId> nodes = sections.stream().map(Placed::node).toList();
    return lane.node(nodes, List.of(), body.array(), 0, body.length());
  }

  private static void hole(VarWriter body, long length) {
    if (length > 0) {
      body.number((length << 1) | 1);
    }
  }

  /// All pieces of a file in their order; they fill exactly `size` bytes.
  static List<Piece> pieces(Body.Content content, TreeReader reader) {
    return switch (content.pieces()) {
      case Pieces.None _ -> List.of();
      case Pieces.Whole(ContentId id) -> List.of(new Piece(0, content.size(), id));
      case Pieces.Mapped(NodeId map) -> {
        try {
          var pieces = new ArrayList<Piece>();
          long end = add(reader.node(map), 0, pieces, reader);
          if (end != content.size()) {
            throw new IllegalArgumentException(
                "a file of %d bytes has pieces for %d".formatted(content.size(), end));
          }
          yield pieces;
        } catch (IllegalArgumentException | ArithmeticException e) {
          throw VarReader.corrupt(
              "map of a large file", new IllegalArgumentException(e.getMessage(), e));
        }
      }
    };
  }

  /// The pieces of a large file in runs of about a section, for several threads.
  static List<List<Piece>> runs(List<Piece> pieces) {
    var runs = new ArrayList<List<Piece>>();
    int from = 0;
    for (int at = 1; at <= pieces.size(); at++) {
      boolean full =
          at == pieces.size() || pieces.get(at).offset() - pieces.get(from).offset() >= SECTION;
      if (full) {
        runs.add(pieces.subList(from, at));
        from = at;
      }
    }
    return runs;
  }

  private static long add(Node node, long offset, List<Piece> pieces, TreeReader reader) {
    return NodeForm.of(node) == NodeForm.SECTIONS
        ? addSections(node, pieces, reader)
        : addPieces(node, offset, pieces);
  }

  private static long addSections(Node node, List<Piece> pieces, TreeReader reader) {
    VarReader body = NodeForm.SECTIONS.body(node);
    int at = 0;
    long offset = 0;
    while (body.hasMore()) {
      long head = body.size();
      long length = head >>> 1;
      if ((head & 1) == 1) {
        pieces.add(new Piece(offset, length, null));
      } else {
        Node section = reader.node(reference(node.nodes(), at++));
        if (NodeForm.of(section) != NodeForm.SECTION
            || addPieces(section, offset, pieces) != Math.addExact(offset, length)) {
          throw new IllegalArgumentException("a section is not as long as it should be");
        }
      }
      offset = Math.addExact(offset, length);
    }
    return offset;
  }

  private static long addPieces(Node node, long start, List<Piece> pieces) {
    VarReader body = NodeForm.SECTION.body(node);
    int at = 0;
    long offset = start;
    while (body.hasMore()) {
      long head = body.size();
      long length = head >>> 1;
      ContentId content = (head & 1) == 1 ? null : reference(node.contents(), at++);
      pieces.add(new Piece(offset, length, content));
      offset = Math.addExact(offset, length);
    }
    return offset;
  }

  private static <T> T reference(List<T> references, int at) {
    if (at >= references.size()) {
      throw new IllegalArgumentException("a piece refers to nothing");
    }
    return references.get(at);
  }
}
