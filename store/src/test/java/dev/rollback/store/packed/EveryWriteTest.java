package dev.rollback.store.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trees;
import dev.rollback.store.blob.MemoryBlobs;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A process that dies at any single write leaves every owner old or new, and nothing damaged.
class EveryWriteTest {
  private static final Owner OWNER = new Owner("web");
  private static final byte[] BOTH = Bytes.prose(1, 2_000);
  private static final byte[] OLD = Bytes.prose(2, 2_000);
  private static final byte[] NEW = Bytes.prose(3, 2_000);
  private static final int MOST_WRITES = 200;

  /// What a process does until it dies.
  private interface Deed {
    void run(PackStore store) throws IOException;
  }

  @Test
  void ofMakingAStore() throws IOException {
    for (int writes = 1; ; writes++) {
      var blobs = new MemoryBlobs();
      boolean died = dies(blobs, writes, _ -> {});
      try (PackStore store = SmallStore.open(blobs)) {
        assertThat(store.owners()).isEmpty();
      }
      if (!died) {
        return;
      }
      assertThat(writes).isLessThan(MOST_WRITES);
    }
  }

  @Test
  void ofASnapshotThatReplacesAnother() throws IOException {
    atEveryWrite(
        store -> {
          try (SnapshotWriter writer = store.writer(OWNER)) {
            Trees.write(writer, BOTH, NEW);
            writer.write(NEW);
            writer.checkpoint();
            writer.write(Bytes.text("more"));
            writer.commit();
          }
        });
  }

  @Test
  void ofAPrune() throws IOException {
    atEveryWrite(
        store -> {
          store.collect(Duration.ZERO);
          store.collect(Duration.ZERO);
        });
  }

  @Test
  void ofMergingManyIndexes() throws IOException {
    atEveryWrite(
        store -> {
          for (int i = 0; i < 20; i++) {
            try (SnapshotWriter writer = store.writer(new Owner("many/" + i))) {
              writer.write(Bytes.text("content " + i));
              writer.commit();
            }
          }
        });
  }

  private static void atEveryWrite(Deed deed) throws IOException {
    for (int writes = 1; ; writes++) {
      var blobs = new MemoryBlobs();
      NodeId old = before(blobs);
      boolean died = dies(blobs, writes, deed);
      check(blobs, old, "died at write " + writes);
      if (!died) {
        return;
      }
      assertThat(writes).isLessThan(MOST_WRITES);
    }
  }

  /// An owner, and what a released one left.
  private static NodeId before(MemoryBlobs blobs) throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      Trees.write(store, new Owner("released"), Bytes.prose(4, 2_000), BOTH);
      store.release(new Owner("released"));
      return Trees.write(store, OWNER, BOTH, OLD);
    }
  }

  private static boolean dies(MemoryBlobs blobs, int writes, Deed deed) throws IOException {
    var crashing = new CrashingBlobs(blobs, writes);
    try (PackStore store = SmallStore.open(crashing)) {
      deed.run(store);
    } catch (StoreException died) {
      assertThat(crashing.dead()).as("%s", died).isTrue();
    }
    return crashing.dead();
  }

  private static void check(MemoryBlobs blobs, NodeId old, String when) throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      assertWhole(store, old, when);
      // Whoever died is taken for dead, and what it left is swept.
      blobs.pass(Duration.ofMinutes(5));
      store.collect(Duration.ZERO);
      blobs.pass(Duration.ofMinutes(5));
      store.collect(Duration.ZERO);
      assertWhole(store, old, when + ", and pruned");
    }
  }

  private static void assertWhole(SnapshotStore store, NodeId old, String when)
      throws StoreException {
    assertThat(store.check(true).damages()).as(when).isEmpty();
    Set<ContentId> contents = store.contents(OWNER);
    if (contents.isEmpty()) {
      assertThat(store.nodes(OWNER)).as(when).containsExactly(old);
      store.reader().verify(ContentId.of(OLD));
    } else {
      assertThat(contents)
          .as(when)
          .containsExactlyInAnyOrder(ContentId.of(NEW), ContentId.of(Bytes.text("more")));
      store.reader().verify(ContentId.of(NEW));
    }
    store.reader().verify(ContentId.of(BOTH));
  }
}
