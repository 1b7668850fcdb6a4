package dev.rollback.store;

import java.util.ArrayList;
import java.util.List;

/// Small trees of nodes with contents to store.
public final class Trees {
  private Trees() {}

  /// Writes what an owner keeps: contents in a directory, in a directory.
  ///
  /// @return the root
  public static NodeId write(SnapshotStore store, Owner owner, byte[]... contents)
      throws StoreException {
    try (SnapshotWriter writer = store.writer(owner)) {
      NodeId root = write(writer, contents);
      writer.commit();
      return root;
    }
  }

  /// Writes a tree, and keeps it, without a commit.
  public static NodeId write(SnapshotWriter writer, byte[]... contents) throws StoreException {
    NodeId root;
    try (WritingLane lane = writer.lane()) {
      List<ContentId> ids = new ArrayList<>();
      for (byte[] content : contents) {
        ids.add(lane.content(content, 0, content.length));
      }
      NodeId inner = lane.node(List.of(), ids, Bytes.text("inner"), 0, 5);
      root = lane.node(List.of(inner), List.of(), Bytes.text("root"), 0, 4);
    }
    writer.keep(root);
    return root;
  }
}
