package dev.rollback.store.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trees;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.blob.Mortal;
import dev.rollback.store.blob.WatchedBlobs;
import dev.rollback.store.check.SmallStore;
import dev.rollback.store.lease.Leases;
import dev.rollback.store.packed.PackStore;
import dev.rollback.store.repair.Repair;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process dies at every single change that a prune or a repair makes, before and after it.
final class EveryStepTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Owner GONE = new Owner("gone");
  private static final byte[] DEAD = Bytes.noise(21, 1_000);
  private static final byte[] WASTE = Bytes.noise(22, 1_000);
  private static final byte[] LIVE = Bytes.noise(23, 900);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPruneThatDiesAnywhereIsEndedByTheNext(boolean afterwards) throws IOException {
    MemoryBlobs wasteful = wastefulStore();
    int step = 0;
    for (boolean died = true; died; ) {
      step++;
      MemoryBlobs blobs = wasteful.copy();
      var mortal = new Mortal(step, afterwards);
      live(blobs, mortal, EveryStepTest::prune);
      died = mortal.dead();
      String story = "dead %s change %d".formatted(afterwards ? "after" : "before", step);
      assertSound(blobs, story);
      blobs.pass(Leases.DEATH.plusSeconds(1));

      finish(blobs);

      assertSound(blobs, story);
      assertNothingIsWasted(blobs, story);
      assertThat(SmallStore.names(blobs, "condemned/")).as(story).isEmpty();
      assertThat(SmallStore.names(blobs, "leases/")).as(story).isEmpty();
    }
    assertThat(step).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRepairThatDiesAnywhereIsEndedByTheNext(boolean afterwards) throws IOException {
    MemoryBlobs damaged = damagedStore();

    int step = 0;
    for (boolean died = true; died; ) {
      step++;
      MemoryBlobs blobs = damaged.copy();
      var mortal = new Mortal(step, afterwards);
      live(blobs, mortal, each -> repair(each));
      died = mortal.dead();
      String story = "dead %s change %d".formatted(afterwards ? "after" : "before", step);
      blobs.pass(Leases.DEATH.plusSeconds(1));

      repair(blobs);
      try (PackStore store = SmallStore.open(blobs)) {
        assertThat(SmallStore.readable(store, LIVE)).as(story).isTrue();
        SmallStore.fill(store);
        Trees.write(store, GONE, DEAD, LIVE);
      }

      assertSound(blobs, story);
    }
    assertThat(step).isGreaterThan(8);
  }

  private interface Work {
    void in(Blobs blobs) throws IOException;
  }

  private static void live(MemoryBlobs blobs, Mortal mortal, Work work) throws IOException {
    try {
      work.in(new WatchedBlobs(blobs, mortal));
    } catch (Mortal.Death end) {
      // Nothing of the process is left.
    }
  }

  /// One with something of all that a prune deals with: a pack to remove now, one to condemn, one
  /// to write anew, one that no index knows, and a verdict of old.
  private static MemoryBlobs wastefulStore() throws IOException {
    var blobs = new MemoryBlobs();
    try (PackStore store = SmallStore.open(blobs)) {
      SmallStore.fill(store);
      store.release(SmallStore.LARGE);
      blobs.pass(HOUR);
      store.prune(PruneOptions.after(HOUR));
      blobs.pass(HOUR);
      Trees.write(store, GONE, DEAD);
      store.release(GONE);
      try (SnapshotWriter writer = store.writer(GONE)) {
        writer.write(LIVE);
        writer.write(WASTE);
        writer.commit();
      }
      try (SnapshotWriter writer = store.writer(SmallStore.LARGE)) {
        writer.keep(ContentId.of(LIVE));
        writer.commit();
      }
      store.release(GONE);
      SnapshotWriter abandoned = store.writer(GONE);
      abandoned.write(Bytes.noise(24, 500));
      abandoned.checkpoint();
      abandoned.close();
    }
    blobs.pass(HOUR);
    return blobs;
  }

  private static MemoryBlobs damagedStore() throws IOException {
    var blobs = new MemoryBlobs();
    try (PackStore store = SmallStore.open(blobs)) {
      SmallStore.fill(store);
      String index = SmallStore.names(blobs, "index/").first();
      var before = SmallStore.names(blobs, "packs/");
      try (SnapshotWriter writer = store.writer(GONE)) {
        writer.write(LIVE);
        writer.write(DEAD);
        writer.commit();
      }
      var packs = SmallStore.names(blobs, "packs/");
      packs.removeAll(before);
      blobs.truncate(packs.first(), (int) blobs.status(packs.first()).orElseThrow().length() - 40);
      blobs.damage(index, bytes -> bytes[60] ^= 1);
    }
    return blobs;
  }

  private static void prune(Blobs blobs) throws StoreException {
    PackStore store = SmallStore.open(blobs);
    store.prune(PruneOptions.after(HOUR));
  }

  private static void repair(Blobs blobs) throws StoreException {
    Repair.run(blobs, Optional.empty());
  }

  /// Prunes until all that can go has gone and been forgotten.
  private static void finish(MemoryBlobs blobs) throws StoreException {
    for (int round = 0; round < 3; round++) {
      blobs.pass(HOUR);
      prune(blobs);
    }
    blobs.pass(Sweep.REMEMBERED.plusSeconds(1));
    prune(blobs);
  }

  private static void assertNothingIsWasted(MemoryBlobs blobs, String story) throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      PruneReport report = store.prune(PruneOptions.after(Duration.ZERO).dry());
      assertThat(report.sparedContents()).as(story).isZero();
      assertThat(report.freedBytes()).as(story).isZero();
      assertThat(store.reader().contains(ContentId.of(DEAD))).as(story).isFalse();
      assertThat(store.reader().contains(ContentId.of(WASTE))).as(story).isFalse();
    }
  }

  private static void assertSound(MemoryBlobs blobs, String story) throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      assertThat(store.check(true).damages()).as(story).isEmpty();
      for (byte[] content : List.of(SmallStore.SHARED, SmallStore.WEBS, SmallStore.APPS, LIVE)) {
        assertThat(SmallStore.readable(store, content)).as(story).isTrue();
      }
    }
  }
}
