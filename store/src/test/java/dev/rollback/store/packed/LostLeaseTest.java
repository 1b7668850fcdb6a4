package dev.rollback.store.packed;

import static dev.rollback.store.StoreException.Kind.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trees;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.MemoryBlobs;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// A writer that slept for so long that it was taken for dead never commits what is not there.
class LostLeaseTest {
  private static final Owner OLD = new Owner("old");
  private static final Owner NEW = new Owner("new");
  private static final byte[] SHARED = Bytes.prose(1, 2_000);
  private static final byte[] FRESH = Bytes.prose(2, 2_000);

  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void whatIsStillThereIsCommittedUnderANewLease() throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      NodeId root = Trees.write(store, OLD, SHARED);
      try (SnapshotWriter writer = store.writer(NEW)) {
        writer.keep(root);
        writer.write(FRESH);
        forget("leases/");
        writer.commit();
      }
      assertThat(store.nodes(NEW)).containsExactly(root);
      assertThat(store.check(true).damages()).isEmpty();
    }
  }

  @Test
  void whatWasRemovedMeanwhileIsRefusedAndTheFormerListStays() throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      Trees.write(store, NEW, FRESH);
      NodeId root = Trees.write(store, OLD, SHARED);
      NodeId former = store.nodes(NEW).iterator().next();
      try (SnapshotWriter writer = store.writer(NEW)) {
        writer.keep(root);
        forget("leases/");
        removePackOf(store, SHARED);

        assertThat(Trouble.of(writer::commit)).isEqualTo(MISSING);
      }
      assertThat(store.nodes(NEW)).containsExactly(former);
    }
  }

  @Test
  void anOwnerThatWasNewIsNoneAgain() throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      Trees.write(store, OLD, SHARED);
      try (SnapshotWriter writer = store.writer(NEW)) {
        writer.write(SHARED);
        forget("leases/");
        removePackOf(store, SHARED);

        assertThat(Trouble.of(writer::commit)).isEqualTo(MISSING);
      }
      assertThat(store.owners()).containsExactly(OLD);
    }
  }

  private void removePackOf(PackStore store, byte[] content) throws StoreException {
    var at = new Entries(store.parts()).find(ContentId.of(content).sum(), CONTENT).orElseThrow();
    blobs.delete(dev.rollback.store.pack.PackFormat.name(at.pack()));
  }

  private static final dev.rollback.store.pack.EntryKind CONTENT =
      dev.rollback.store.pack.EntryKind.CONTENT;

  private void forget(String prefix) {
    var names = new ArrayList<String>();
    blobs.list(prefix, blob -> names.add(blob.name()));
    names.forEach(blobs::delete);
  }
}
