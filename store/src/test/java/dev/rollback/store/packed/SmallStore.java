package dev.rollback.store.packed;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.chunk.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A store with a bit of everything: small and long contents, noise and text, nodes, two owners, a
/// sidecar. Its frames and pieces are small, so that few bytes hold many of them.
final class SmallStore {
  static final Owner WEB = new Owner("deployment_v1.2.3/members/web");
  static final Owner PLAN = new Owner("plan/ab12");
  static final Parameters PARAMETERS = new Parameters(256, 512, 2_048, 512);
  static final byte[] RAW = Bytes.text("listen 443 ssl;\n");
  static final byte[] PACKED = Bytes.text("server { listen 443 ssl; }\n".repeat(9));
  static final byte[] LONG = Bytes.noise(7, 2_500);
  static final byte[] LEAF = Bytes.text("leaf");
  static final byte[] SIDECAR = Bytes.text("{\"snapshot_id\": \"deployment_v1.2.3\"}\n");

  private SmallStore() {}

  static PackStore open(Blobs blobs) throws StoreException {
    return TestStores.open(blobs, PARAMETERS);
  }

  /// Writes all of it.
  static void fill(SnapshotStore store) throws IOException {
    try (SnapshotWriter writer = store.writer(WEB)) {
      for (byte[] content : contents()) {
        writer.write(content);
      }
      try (WritingLane lane = writer.lane()) {
        ContentId leaf = lane.content(LEAF, 0, LEAF.length);
        NodeId child = lane.node(List.of(), List.of(leaf), Bytes.text("child"), 0, 5);
        writer.keep(lane.node(List.of(child), List.of(), Bytes.text("root"), 0, 4));
      }
      writer.commit();
    }
    try (SnapshotWriter writer = store.writer(PLAN)) {
      writer.write(RAW);
      writer.write(Bytes.text("plan"));
      writer.commit();
    }
    store.sidecars().write("deployment_v1.2.3", SIDECAR);
  }

  /// What [#WEB] lists.
  static List<byte[]> contents() {
    return List.of(new byte[0], RAW, PACKED, LONG);
  }

  /// Reads all of it; each thing that is not the very thing that was written must be an error.
  ///
  /// @return the errors
  /// @throws AssertionError for wrong bytes, and for a list or a reference that is another
  static List<StoreException> read(SnapshotStore store) throws IOException {
    var errors = new ArrayList<StoreException>();
    SnapshotReader reader = store.reader();
    for (byte[] content : contents()) {
      attempt(errors, () -> same(content, reader.read(ContentId.of(content), 10_000)));
      attempt(errors, () -> streamed(reader, content));
    }
    attempt(errors, () -> tree(store));
    attempt(
        errors, () -> require(store.contents(PLAN).size() == 2, "the plan keeps something else"));
    attempt(
        errors, () -> require(store.owners().equals(List.of(WEB, PLAN)), "there are other owners"));
    return errors;
  }

  private interface Reading {
    void run() throws IOException;
  }

  private static void attempt(List<StoreException> errors, Reading reading) throws IOException {
    try {
      reading.run();
    } catch (StoreException error) {
      errors.add(error);
    }
  }

  private static void streamed(SnapshotReader reader, byte[] content) throws IOException {
    try (var stream = reader.open(ContentId.of(content))) {
      same(content, stream.readAllBytes());
    }
  }

  private static void tree(SnapshotStore store) throws IOException {
    SnapshotReader reader = store.reader();
    var roots = new ArrayList<>(store.nodes(WEB));
    require(roots.size() == 1, "the web keeps other nodes");
    Node root = reader.node(roots.getFirst());
    same(Bytes.text("root"), root.body().bytes());
    Node child = reader.node(root.nodes().getFirst());
    same(Bytes.text("child"), child.body().bytes());
    same(LEAF, reader.read(child.contents().getFirst(), 100));
    require(store.contents(WEB).size() == contents().size(), "the web keeps other contents");
  }

  private static void same(byte[] expected, byte[] read) {
    require(Arrays.equals(expected, read), "wrong bytes were read");
  }

  private static void require(boolean right, String what) {
    if (!right) {
      throw new AssertionError(what);
    }
  }
}
