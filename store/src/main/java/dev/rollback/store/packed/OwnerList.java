package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.pack.ByteReader;
import dev.rollback.store.pack.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// An owner and what it keeps.
public record OwnerList(Owner owner, SortedSet<NodeId> nodes, SortedSet<ContentId> contents) {
  public OwnerList {
    nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
    contents = Collections.unmodifiableSortedSet(new TreeSet<>(contents));
  }

  OwnerList(Owner owner, Collection<NodeId> nodes, Collection<ContentId> contents) {
    this(owner, new TreeSet<>(nodes), new TreeSet<>(contents));
  }

  /// Bytes that [#encode()] gives at most.
  long encodedLength() {
    return owner.name().length() + 30 + (nodes.size() + (long) contents.size()) * Sha256.BYTES;
  }

  byte[] encode() {
    byte[] name = owner.name().getBytes(StandardCharsets.US_ASCII);
    var out = new ByteWriter(Math.toIntExact(encodedLength()));
    out.varint(name.length).bytes(name, 0, name.length);
    out.varint(nodes.size()).varint(contents.size());
    nodes.forEach(node -> out.sum(node.sum()));
    contents.forEach(content -> out.sum(content.sum()));
    return out.toBytes();
  }

  /// Reads a list from bytes that may be forged.
  ///
  /// @throws IllegalArgumentException that says what is wrong with it
  static OwnerList decode(byte[] bytes) {
    var in = new ByteReader(bytes, 0, bytes.length);
    int length = in.count(1);
    var name = new String(bytes, in.skip(length), length, StandardCharsets.US_ASCII);
    int nodeCount = in.count(1);
    int contentCount = in.count(1);
    var nodes = new TreeSet<NodeId>();
    for (int i = 0; i < nodeCount; i++) {
      nodes.add(new NodeId(in.sum()));
    }
    var contents = new TreeSet<ContentId>();
    for (int i = 0; i < contentCount; i++) {
      contents.add(new ContentId(in.sum()));
    }
    in.end();
    if (nodes.size() != nodeCount || contents.size() != contentCount) {
      throw new IllegalArgumentException("it names something twice");
    }
    return new OwnerList(new Owner(name), nodes, contents);
  }
}
