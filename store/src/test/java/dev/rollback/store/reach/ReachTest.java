package dev.rollback.store.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trees;
import dev.rollback.store.WritingLane;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.blob.WatchedBlobs;
import dev.rollback.store.check.SmallStore;
import dev.rollback.store.packed.Owners;
import dev.rollback.store.packed.PackStore;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

final class ReachTest {
  private static final Owner FIRST = new Owner("first");
  private static final Owner SECOND = new Owner("second");
  private static final Owner MADE = new Owner("made");
  private static final byte[] CONTENT = Bytes.noise(1, 500);

  private final MemoryBlobs blobs = new MemoryBlobs();

  /// Two owners share a node. The first one's tree is damaged elsewhere, and it is released while
  /// that is found out, before the shared node was looked into.
  @Test
  void whatAReleasedOwnerLeftUnreadIsReadForTheNext() throws StoreException {
    NodeId broken;
    NodeId shared;
    try (PackStore store = SmallStore.open(blobs)) {
      broken = write(store, MADE, List.of());
      String pack = packs().first();
      shared = Trees.write(store, SECOND, CONTENT);
      write(store, FIRST, List.of(shared, broken));
      store.release(MADE);
      blobs.damage(pack, bytes -> bytes[30] ^= 1);
      var releasing = new WatchedBlobs(blobs, new Releasing(pack));
      try (PackStore watched = SmallStore.open(releasing)) {
        Reach reach = Reach.of(watched.parts(), Set.of());

        assertThat(reach.containsNode(shared.sum())).isTrue();
        assertThat(reach.containsContent(ContentId.of(CONTENT).sum())).isTrue();
      }
    }
  }

  /// Releases the first owner as soon as a pack is read.
  private final class Releasing implements WatchedBlobs.Watcher {
    private final String pack;

    Releasing(String pack) {
      this.pack = pack;
    }

    @Override
    public void before(boolean changes, String name) {
      if (name.equals(pack)) {
        blobs.delete(Owners.name(FIRST));
      }
    }

    @Override
    public void after(boolean changes, String name) {}
  }

  /// As some file systems list a file that is renamed over another meanwhile.
  @Test
  void anOwnerThatAListingPassesOverCountsStill() throws StoreException {
    NodeId root;
    try (PackStore store = SmallStore.open(blobs)) {
      root = write(store, FIRST, List.of());
    }
    try (PackStore watched = SmallStore.open(new WatchedBlobs(blobs, new PassingOver()))) {
      assertThat(Reach.of(watched.parts(), Set.of()).containsNode(root.sum())).isTrue();
    }
  }

  private final class PassingOver implements WatchedBlobs.Watcher {
    private boolean done;
    private byte[] list = {};

    @Override
    public void before(boolean changes, String name) throws StoreException {
      if (name.equals(Owners.PREFIX) && !done) {
        list = blobs.read(Owners.name(FIRST), 1 << 20);
        blobs.delete(Owners.name(FIRST));
      }
    }

    @Override
    public void after(boolean changes, String name) {
      if (name.equals(Owners.PREFIX) && !done) {
        blobs.create(Owners.name(FIRST), list);
        done = true;
      }
    }
  }

  private static NodeId write(PackStore store, Owner owner, List<NodeId> nodes)
      throws StoreException {
    byte[] body = Bytes.text(owner.name());
    try (SnapshotWriter writer = store.writer(owner)) {
      NodeId node;
      try (WritingLane lane = writer.lane()) {
        node = lane.node(nodes, List.of(), body, 0, body.length);
      }
      writer.keep(node);
      writer.commit();
      return node;
    }
  }

  private SortedSet<String> packs() {
    return SmallStore.names(blobs, "packs/");
  }
}
