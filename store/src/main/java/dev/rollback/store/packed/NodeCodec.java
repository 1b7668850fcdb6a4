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

/// The bytes of a node: how many nodes and contents it refers to, their ids, and the body.
public final class NodeCodec {
  private NodeCodec() {}

  static void encode(
      List<NodeId> nodes,
      List<ContentId> contents,
      byte[] array,
      int offset,
      int length,
      ByteWriter out) {
    out.varint(nodes.size()).varint(contents.size());
    for (NodeId node : nodes) {
      out.sum(node.sum());
    }
    for (ContentId content : contents) {
      out.sum(content.sum());
    }
    out.bytes(array, offset, length);
  }

  /// Reads a node from bytes that may be forged; its body is not copied.
  ///
  /// @throws IllegalArgumentException that says what is wrong with it
  public static Node decode(ContentView bytes) {
    var in = new ByteReader(bytes.array(), bytes.offset(), bytes.length());
    int nodeCount = in.count(1);
    int contentCount = in.count(1);
    if (nodeCount + (long) contentCount > in.remaining() / Sha256.BYTES) {
      throw new IllegalArgumentException("it promises more than it has");
    }
    var nodes = new ArrayList<NodeId>(nodeCount);
    for (int i = 0; i < nodeCount; i++) {
      nodes.add(new NodeId(in.sum()));
    }
    var contents = new ArrayList<ContentId>(contentCount);
    for (int i = 0; i < contentCount; i++) {
      contents.add(new ContentId(in.sum()));
    }
    int length = in.remaining();
    return new Node(nodes, contents, new ContentView(bytes.array(), in.skip(length), length));
  }
}
