package dev.rollback.store.packed;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.NodeId;
import dev.rollback.store.fuzz.FuzzTarget;
import dev.rollback.store.pack.ByteWriter;
import java.util.List;

/// The bytes of a node; one that reads as a part of a long content is read as that too.
public final class NodeTarget implements FuzzTarget {
  @Override
  public void read(byte[] bytes) {
    ContentList.ofPart(NodeCodec.decode(ContentView.of(bytes)));
  }

  @Override
  public List<byte[]> seeds() {
    ContentId content = ContentId.of(Bytes.text("a"));
    var part = new ByteWriter(100);
    byte[] lengths = {3, 4};
    NodeCodec.encode(List.of(), List.of(content, content), lengths, 0, 2, part);
    var directory = new ByteWriter(100);
    byte[] length = {5};
    NodeCodec.encode(List.of(new NodeId(content.sum())), List.of(content), length, 0, 1, directory);
    return List.of(part.toBytes(), directory.toBytes());
  }
}
