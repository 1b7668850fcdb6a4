package dev.rollback.store.packed;

import static dev.rollback.store.StoreException.Kind.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trees;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.blob.WatchedBlobs;
import dev.rollback.store.index.IndexMerge;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.pack.EntryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Storage that fails at the worst of moments.
final class WriterTroubleTest {
  private static final Owner WEB = new Owner("web");
  private static final Owner APP = new Owner("app");
  private static final byte[] ONE = Bytes.noise(1, 2_000);
  private static final byte[] TWO = Bytes.noise(2, 2_000);
  private static final byte[] SMALL = Bytes.noise(3, 200);

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Trips trips = new Trips();

  /// Fails before or after the deeds that are asked for.
  private static final class Trips implements WatchedBlobs.Watcher {
    private Predicate<String> before = _ -> false;
    private Predicate<String> after = _ -> false;
    private boolean changesOnly = true;

    @Override
    public void before(boolean changes, String name) throws StoreException {
      trip(changes, before, name);
    }

    @Override
    public void after(boolean changes, String name) throws StoreException {
      trip(changes, after, name);
    }

    private void trip(boolean changes, Predicate<String> which, String name) throws StoreException {
      if ((changes || !changesOnly) && which.test(name)) {
        throw new StoreException(FAILED, "the line was cut");
      }
    }
  }

  private PackStore open() throws StoreException {
    return SmallStore.open(new WatchedBlobs(blobs, trips));
  }

  @Test
  void theLeaseIsGivenBackThoughPacksCannotBeRemoved() throws StoreException {
    try (PackStore store = open()) {
      SnapshotWriter writer = store.writer(WEB);
      Trees.write(writer, ONE);
      trips.before = name -> name.startsWith("packs/");

      assertThat(Trouble.of(writer::close)).isEqualTo(FAILED);

      assertThat(names("leases/")).isEmpty();
    }
  }

  @Test
  void allWritersAreClosedThoughOneCannotBe() throws StoreException {
    PackStore store = open();
    Trees.write(store.writer(WEB), ONE);
    Trees.write(store.writer(APP), TWO);
    trips.before = name -> name.startsWith("packs/");

    assertThat(Trouble.of(store::close)).isEqualTo(FAILED);

    assertThat(names("leases/")).isEmpty();
  }

  @Test
  void aListIsTakenBackWhenOnlyTheAnswerToItWasLost() throws StoreException {
    try (PackStore store = open()) {
      var former = Trees.write(store, WEB, ONE);
      try (SnapshotWriter writer = store.writer(WEB)) {
        Trees.write(writer, TWO);
        var lost = new ArrayList<String>();
        trips.after = name -> name.startsWith("owners/") && lost.isEmpty() && lost.add(name);

        assertThat(Trouble.of(writer::commit)).isEqualTo(FAILED);
        assertThat(store.nodes(WEB)).containsExactly(former);

        writer.commit();
      }
      assertThat(store.nodes(WEB)).isNotEmpty().doesNotContain(former);
    }
  }

  @Test
  void aDamagedListIsLeftWhenNoOtherCouldBeWritten() throws StoreException {
    try (PackStore store = open()) {
      Trees.write(store, WEB, ONE);
      blobs.damage(Owners.name(WEB), bytes -> bytes[40] ^= 1);
      try (SnapshotWriter writer = store.writer(WEB)) {
        Trees.write(writer, TWO);
        var refused = new ArrayList<String>();
        trips.before = name -> name.startsWith("owners/") && refused.isEmpty() && refused.add(name);

        assertThat(Trouble.of(writer::commit)).isEqualTo(FAILED);
      }
      assertThat(names("owners/")).containsExactly(Owners.name(WEB));
    }
  }

  @Test
  void aListThatNobodyCouldReadIsNotWritten() throws StoreException {
    try (PackStore store = open()) {
      var owners = new Owners(blobs, store.parts().master(), 8_000);
      for (int items = 10; items <= 300; items += 10) {
        var contents =
            IntStream.range(0, items).mapToObj(i -> ContentId.of(Bytes.noise(i, 9))).toList();
        try {
          owners.write(new OwnerList(WEB, List.of(), contents));
        } catch (StoreException refused) {
          assertThat(refused).hasMessageContaining("web");
          assertThat(items).isGreaterThan(100);
          return;
        }
        assertThat(owners.read(WEB).orElseThrow().contents()).hasSize(items);
      }
    }
    throw new AssertionError("None was refused.");
  }

  /// One of two places is damaged, and the storage does not answer for the other: a retry helps.
  @Test
  void whatMayBeGoodElsewhereIsNotCalledDamaged() throws StoreException {
    try (PackStore store = open();
        PackStore other = open()) {
      try (SnapshotWriter one = store.writer(WEB);
          SnapshotWriter two = other.writer(APP)) {
        one.write(SMALL);
        two.write(SMALL);
        one.commit();
        two.commit();
      }
      assertThat(names("packs/")).hasSize(2);
      for (String damaged : names("packs/")) {
        MemoryBlobs copy = blobs.copy();
        copy.damage(damaged, bytes -> bytes[30] ^= 1);
        trips.changesOnly = false;
        trips.before = name -> name.startsWith("packs/") && !name.equals(damaged);
        try (PackStore reading = SmallStore.open(new WatchedBlobs(copy, trips))) {
          assertThat(Trouble.of(() -> reading.reader().read(ContentId.of(SMALL), 200)))
              .isEqualTo(FAILED);
        }
      }
    }
  }

  /// Others make one index of several again and again, just when it is read.
  @Test
  void anIndexThatIsReplacedTwiceIsLookedUpAThirdTime() throws StoreException {
    try (PackStore plain = SmallStore.open(blobs)) {
      Trees.write(plain, WEB, ONE);
      var replacing = new Replacing(plain);
      try (PackStore store = SmallStore.open(new WatchedBlobs(blobs, replacing))) {
        var known = new KnownEntries(store.parts());
        replacing.armed = true;

        assertThat(known.has(ContentId.of(ONE).sum(), EntryKind.CONTENT)).isTrue();
      }
    }
  }

  /// Replaces the index before its first and its fourth reading: those of a segment, for opening it
  /// takes two.
  private final class Replacing implements WatchedBlobs.Watcher {
    private final PackStore plain;
    private boolean armed;
    private int reads;

    Replacing(PackStore plain) {
      this.plain = plain;
    }

    @Override
    public void before(boolean changes, String name) throws StoreException {
      if (armed && name.startsWith("index/") && name.length() > 10) {
        reads++;
        if (reads == 1 || reads == 4) {
          IndexView view = plain.parts().index().refreshed();
          List<String> former = names("index/");
          new IndexMerge(view, view.files()).write(blobs, plain.parts().master(), _ -> true);
          former.forEach(blobs::delete);
        }
      }
    }

    @Override
    public void after(boolean changes, String name) {}
  }

  private List<String> names(String prefix) {
    var names = new ArrayList<String>();
    blobs.list(prefix, blob -> names.add(blob.name()));
    return names;
  }
}
