package dev.rollback.store.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.Trees;
import dev.rollback.store.Trouble;
import dev.rollback.store.WritingLane;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.blob.WatchedBlobs;
import dev.rollback.store.lease.Leases;
import dev.rollback.store.packed.PackStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PruneTest {
  private static final Owner WEB = new Owner("web");
  private static final Owner APP = new Owner("app");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] ONE = Bytes.noise(1, 40_000);
  private static final byte[] TWO = Bytes.noise(2, 40_000);
  private static final byte[] SMALL = Bytes.noise(3, 2_000);

  private final MemoryBlobs blobs = new MemoryBlobs();
  private PackStore store;

  /// Another process on the same place.
  private PackStore other;

  @BeforeEach
  void open() throws StoreException {
    store = PackStore.open(blobs, Optional.empty());
    other = PackStore.open(blobs, Optional.empty());
  }

  @AfterEach
  void close() throws StoreException {
    store.close();
    other.close();
  }

  @Test
  void whatNobodyOwnsGoesAtOnceWithoutAGrace() throws IOException {
    Trees.write(store, WEB, ONE);
    Trees.write(store, APP, TWO);
    store.release(WEB);

    PruneReport report = prune(Duration.ZERO);

    assertThat(report.removedPacks()).isEqualTo(2);
    assertThat(report.removedContents()).isEqualTo(1);
    assertThat(report.removedBytes()).isBetween(40_000L, 45_000L);
    assertThat(report.waitingPacks()).isZero();
    assertThat(packs()).hasSize(2);
    assertThat(store.reader().contains(ContentId.of(ONE))).isFalse();
    assertThat(other.reader().contains(ContentId.of(ONE))).isFalse();
    assertKept(TWO);
  }

  @Test
  void aClockThatGoesOnMeanwhileDoesNotKeepWhatHasNoGrace() throws IOException {
    var going =
        new WatchedBlobs(
            blobs,
            new WatchedBlobs.Watcher() {
              @Override
              public void before(boolean changes, String name) {
                blobs.pass(Duration.ofMillis(10));
              }

              @Override
              public void after(boolean changes, String name) {}
            });
    try (PackStore here = PackStore.open(going, Optional.empty())) {
      Trees.write(here, WEB, ONE);
      here.release(WEB);

      assertThat(here.prune(PruneOptions.after(Duration.ZERO)).removedPacks()).isEqualTo(2);
    }
  }

  @Test
  void whatIsYoungStays() throws IOException {
    Trees.write(store, WEB, ONE);
    store.release(WEB);

    PruneReport report = prune(HOUR);

    assertThat(report.waitingPacks()).isZero();
    assertThat(report.sparedContents()).isEqualTo(1);
    assertKept(ONE);
  }

  @Test
  void aPackIsCondemnedFirstAndRemovedAfterAnotherGrace() throws IOException {
    Trees.write(store, WEB, ONE);
    store.release(WEB);
    blobs.pass(HOUR);

    PruneReport first = prune(HOUR);
    assertThat(first.waitingPacks()).isEqualTo(2);
    assertThat(first.removedPacks()).isZero();
    assertThat(first.freedBytes()).isEqualTo(first.waitingBytes()).isPositive();
    assertKept(ONE);

    blobs.pass(HOUR);
    PruneReport second = prune(HOUR);

    assertThat(second.removedPacks()).isEqualTo(2);
    assertThat(second.removedBytes()).isEqualTo(first.waitingBytes());
    assertThat(packs()).isEmpty();
  }

  @Test
  void aPackThatIsPartlyDeadIsWrittenAnew() throws IOException {
    write(WEB, ONE, TWO, SMALL);
    keep(APP, TWO);
    store.release(WEB);

    PruneReport report = prune(Duration.ZERO);

    assertThat(report.rewrittenPacks()).isEqualTo(1);
    assertThat(report.removedPacks()).isEqualTo(1);
    assertThat(report.removedContents()).isEqualTo(2);
    assertThat(report.rewrittenBytes()).isBetween(40_000L, 41_000L);
    assertThat(packs()).hasSize(1);
    assertKept(TWO);
    assertThat(other.reader().contains(ContentId.of(ONE))).isFalse();
  }

  @Test
  void aPackThatIsHardlyDeadIsLeft() throws IOException {
    write(WEB, ONE, SMALL);
    keep(APP, ONE);
    store.release(WEB);

    PruneReport report = prune(Duration.ZERO);

    assertThat(report.rewrittenPacks()).isZero();
    assertThat(report.sparedContents()).isEqualTo(1);
    assertThat(packs()).hasSize(1);
  }

  @Test
  void aDryRunChangesNothingAndSaysWhatWouldBeFreed() throws IOException {
    Trees.write(store, WEB, ONE);
    Trees.write(store, APP, TWO);
    blobs.pass(HOUR);
    Set<String> before = names();

    PruneReport nothing = store.prune(PruneOptions.after(HOUR).dry());
    PruneReport foreseen = store.prune(PruneOptions.after(HOUR).dryWithout(Set.of(WEB)));

    assertThat(nothing.freedBytes()).isZero();
    assertThat(foreseen.waitingPacks()).isEqualTo(2);
    assertThat(names()).isEqualTo(before);
    store.release(WEB);
    assertThat(prune(HOUR).freedBytes()).isEqualTo(foreseen.freedBytes()).isPositive();
  }

  @Test
  void aDryRunForeseesWhatRewritingSaves() throws IOException {
    write(WEB, ONE, TWO);
    keep(APP, TWO);

    long foreseen =
        store.prune(PruneOptions.after(Duration.ZERO).dryWithout(Set.of(WEB))).freedBytes();

    store.release(WEB);
    assertThat(prune(Duration.ZERO).freedBytes()).isBetween(foreseen - 500, foreseen + 500);
  }

  @Test
  void aPackThatARunningWriterReliesOnIsPardoned() throws IOException {
    Trees.write(store, WEB, ONE);
    try (SnapshotWriter writer = other.writer(APP)) {
      Trees.write(writer, ONE);
      store.release(WEB);

      assertThat(prune(Duration.ZERO).waitingPacks()).isEqualTo(2);
      writer.commit();
    }

    PruneReport report = prune(Duration.ZERO);

    assertThat(report.pardonedPacks()).isEqualTo(2);
    assertThat(report.removedPacks()).isZero();
    assertKept(ONE);
  }

  @Test
  void aWriterThatBeginsAfterwardsStoresAgainWhatIsCondemned() throws IOException {
    Trees.write(store, WEB, ONE);
    store.release(WEB);
    blobs.pass(HOUR);
    prune(HOUR);
    assertThat(packs()).hasSize(2);

    Trees.write(other, APP, ONE);

    assertThat(packs()).hasSize(4);
    blobs.pass(HOUR);
    assertThat(prune(HOUR).removedPacks()).isEqualTo(2);
    assertKept(ONE);
  }

  @Test
  void packsOfARunningWriterAreSpared() throws IOException {
    try (SnapshotWriter writer = other.writer(APP)) {
      Trees.write(writer, ONE);
      blobs.pass(Leases.RENEWAL);
      prune(Duration.ZERO);
      writer.commit();
    }

    prune(Duration.ZERO);

    assertKept(ONE);
  }

  @Test
  void aWriterThatWasTakenForDeadAndLostItsPacksStoresAgainWhatItCan() throws IOException {
    Trees.write(store, WEB, ONE);
    try (SnapshotWriter writer = other.writer(APP)) {
      Trees.write(writer, ONE);
      store.release(WEB);
      blobs.pass(Leases.DEATH.plusSeconds(1));
      prune(Duration.ZERO);

      assertThat(Trouble.of(writer::commit)).isEqualTo(Kind.MISSING);
    }

    assertThat(other.owners()).isEmpty();
  }

  @Test
  void aWriterThatWasTakenForDeadAndLostNothingCommits() throws IOException {
    Trees.write(store, WEB, ONE);
    try (SnapshotWriter writer = other.writer(APP)) {
      Trees.write(writer, ONE, TWO);
      blobs.pass(Leases.DEATH.plusSeconds(1));
      prune(HOUR);

      writer.commit();
    }
    store.release(WEB);
    prune(Duration.ZERO);

    assertKept(ONE);
    assertKept(TWO);
  }

  @Test
  void aPackThatARunningWriterLeftHalfWrittenForLongIsSpared() throws IOException {
    byte[] large = Bytes.noise(11, 3_000_000);
    try (SnapshotWriter writer = other.writer(APP)) {
      try (WritingLane lane = writer.lane()) {
        lane.content(large, 0, large.length);
        blobs.pass(HOUR.multipliedBy(2));
        renewLeases();

        assertThat(prune(Duration.ZERO).leftovers()).isZero();
      }
      writer.write(large);
      writer.commit();
    }

    assertKept(large);
  }

  @Test
  void whatADeadWriterLeftHalfWrittenIsRemoved() throws IOException {
    SnapshotWriter dead = other.writer(APP);
    dead.lane().content(Bytes.noise(11, 3_000_000), 0, 3_000_000);
    blobs.pass(HOUR.plusSeconds(1));

    assertThat(prune(Duration.ZERO).leftovers()).isEqualTo(1);
    dead.close();
  }

  private void renewLeases() throws StoreException {
    for (String lease : names("leases/")) {
      blobs.replace(lease, blobs.read(lease, 4096));
    }
  }

  @Test
  void packsOfDeadWritersGoAfterTheGrace() throws IOException {
    SnapshotWriter dead = other.writer(APP);
    Trees.write(dead, ONE);
    dead.checkpoint();
    Trees.write(dead, TWO);
    blobs.pass(HOUR);
    assertThat(packs()).hasSize(4);

    prune(HOUR);
    blobs.pass(HOUR);
    prune(HOUR);

    assertThat(packs()).isEmpty();
    dead.close();
  }

  @Test
  void aDamagedListStopsItBeforeAnythingIsCondemned() throws IOException {
    Trees.write(store, WEB, ONE);
    Trees.write(store, APP, TWO);
    store.release(WEB);
    String list = names("owners/").first();
    blobs.damage(list, bytes -> bytes[40] ^= 1);
    Set<String> before = names();

    StoreException trouble = Trouble.thrownBy(() -> prune(Duration.ZERO));

    assertThat(trouble.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(trouble).hasMessageContaining(list);
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void aNodeThatIsMissingStopsItBeforeAnythingIsCondemned() throws IOException {
    NodeId root = Trees.write(store, APP, ONE);
    Trees.write(store, WEB, TWO);
    store.release(WEB);
    String nodes = packOf(root);
    blobs.delete(nodes);
    Set<String> before = names();
    store.close();
    store = PackStore.open(blobs, Optional.empty());

    StoreException trouble = Trouble.thrownBy(() -> prune(Duration.ZERO));

    assertThat(trouble).hasMessageContainingAll("app", "nothing is removed");
    assertThat(names()).isEqualTo(before);
  }

  /// What is missing is not looked for again while the index stays as it is.
  @Test
  void aListOfPiecesThatIsMissingIsToldAtOnce() throws IOException {
    byte[] large = Bytes.noise(9, 3_000_000);
    write(APP, large);
    blobs.delete(shortestPack());
    var passes = new AtomicInteger();
    var watched =
        new WatchedBlobs(
            blobs,
            new WatchedBlobs.Watcher() {
              @Override
              public void before(boolean changes, String name) {
                passes.addAndGet(name.equals("index/") ? 1 : 0);
              }

              @Override
              public void after(boolean changes, String name) {}
            });
    try (PackStore here = PackStore.open(watched, Optional.empty())) {
      assertThat(Trouble.of(() -> here.prune(PruneOptions.after(HOUR)))).isEqualTo(Kind.MISSING);
    }

    assertThat(passes.get()).isLessThan(5);
  }

  /// That of nodes and lists.
  private String shortestPack() {
    return packs().stream()
        .min(Comparator.comparingLong(pack -> blobs.status(pack).orElseThrow().length()))
        .orElseThrow();
  }

  @Test
  void whatNoIndexKnowsIsSparedWhileSomethingIsMissing() throws IOException {
    write(APP, ONE);
    blobs.delete(names("index/").first());
    blobs.pass(HOUR.multipliedBy(3));

    PruneReport report = prune(HOUR);

    assertThat(report.missingContents()).isEqualTo(1);
    assertThat(report.waitingPacks()).isZero();
    assertThat(packs()).hasSize(1);
  }

  @Test
  void anIndexDoesNotLeadToWhatHasGone() throws IOException {
    Trees.write(store, WEB, ONE);
    Trees.write(store, APP, TWO);
    store.release(WEB);
    prune(Duration.ZERO);

    blobs.pass(Duration.ofDays(8));
    prune(Duration.ZERO);

    assertThat(names("condemned/")).isEmpty();
    try (PackStore fresh = PackStore.open(blobs, Optional.empty())) {
      assertThat(fresh.reader().contains(ContentId.of(ONE))).isFalse();
      Trees.write(fresh, WEB, ONE);
    }
    assertKept(ONE);
    assertKept(TWO);
  }

  @Test
  void whatIsReleasedAndWrittenAgainIsThere() throws IOException {
    for (int round = 0; round < 6; round++) {
      Trees.write(round % 2 == 0 ? store : other, WEB, ONE, SMALL);
      Trees.write(other, APP, TWO, SMALL);
      store.release(round % 3 == 0 ? APP : WEB);
      prune(Duration.ZERO);
      blobs.pass(HOUR);
    }

    assertKept(TWO);
    assertKept(SMALL);
  }

  @Test
  void longContentsAndTheirPiecesAreKept() throws IOException {
    byte[] large = Bytes.noise(9, 3_000_000);
    ContentId id;
    try (SnapshotWriter writer = store.writer(WEB)) {
      id = writer.write(large);
      writer.write(ONE);
      writer.commit();
    }
    try (SnapshotWriter writer = store.writer(APP)) {
      writer.keep(id);
      writer.commit();
    }
    store.release(WEB);

    prune(Duration.ZERO);
    store.prune(new PruneOptions(Duration.ZERO, 0, false, Set.of()));

    assertThat(other.reader().read(id, large.length)).isEqualTo(large);
  }

  private PruneReport prune(Duration grace) throws StoreException {
    return store.prune(PruneOptions.after(grace));
  }

  private void write(Owner owner, byte[]... contents) throws IOException {
    try (SnapshotWriter writer = store.writer(owner)) {
      for (byte[] content : contents) {
        writer.write(content);
      }
      writer.commit();
    }
  }

  private void keep(Owner owner, byte[] content) throws IOException {
    try (SnapshotWriter writer = store.writer(owner)) {
      writer.keep(ContentId.of(content));
      writer.commit();
    }
  }

  private void assertKept(byte[] content) throws IOException {
    try (PackStore fresh = PackStore.open(blobs, Optional.empty())) {
      assertThat(fresh.reader().read(ContentId.of(content), content.length)).isEqualTo(content);
    }
  }

  /// The pack that is needed to read a node.
  private String packOf(NodeId node) throws StoreException {
    for (String pack : packs()) {
      byte[] bytes = blobs.read(pack, 1 << 20);
      blobs.delete(pack);
      boolean needed = !readable(node);
      blobs.create(pack, bytes);
      if (needed) {
        return pack;
      }
    }
    throw new AssertionError("No pack has it.");
  }

  private boolean readable(NodeId node) throws StoreException {
    try (PackStore fresh = PackStore.open(blobs, Optional.empty())) {
      fresh.reader().node(node);
      return true;
    } catch (StoreException missing) {
      return false;
    }
  }

  private SortedSet<String> packs() {
    return names("packs/");
  }

  private SortedSet<String> names() {
    return names("");
  }

  private SortedSet<String> names(String prefix) {
    var names = new TreeSet<String>();
    blobs.list(prefix, blob -> names.add(blob.name()));
    return names;
  }
}
