package dev.rollback.store.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.CheckReport;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.Trees;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.blob.WatchedBlobs;
import dev.rollback.store.check.SmallStore;
import dev.rollback.store.lease.Leases;
import dev.rollback.store.packed.PackStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Writers and prunes that run at once, each with a store of its own as a process has it, held up
/// at random before and after each deed on the storage; and now and then the clock leaps, so that
/// everybody who lives is taken for dead. The system property `seed` repeats the choices.
final class ContestTest {
  private static final int ROUNDS = Boolean.getBoolean("rollback.soak") ? 400 : 6;
  private static final long SEED = Long.getLong("seed", 20261124L);
  private static final int WRITERS = 3;
  private static final int PRUNES = 2;
  private static final int STEPS = 6;

  private final MemoryBlobs blobs = new MemoryBlobs();

  /// What each owner must have: the version that was committed last.
  private final Map<Owner, Kept> kept = new HashMap<>();

  private long commits;
  private long refusals;

  private record Kept(NodeId root, List<ContentId> contents) {}

  @Test
  void whatWasCommittedIsThereWhoeverPrunedMeanwhile() throws Exception {
    var random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      boolean leaps = round % 2 == 1;
      contest(random, leaps);
      assertNothingIsLost("seed %d, round %d".formatted(SEED, round));
    }
    assertThat(commits).isGreaterThan(refusals);
  }

  private void contest(Random random, boolean leaps) throws Exception {
    List<Callable<Object>> all = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      all.add(writer(writer, random.nextLong(), leaps));
    }
    for (int prune = 0; prune < PRUNES; prune++) {
      all.add(prune(random.nextLong(), leaps));
    }
    try (var threads = Executors.newFixedThreadPool(all.size())) {
      for (Future<Object> one : threads.invokeAll(all)) {
        one.get();
      }
    }
  }

  private Callable<Object> writer(int number, long seed, boolean leaps) {
    return () -> {
      var random = new Random(seed);
      try (PackStore store = SmallStore.open(held(seed, leaps))) {
        for (int step = 0; step < STEPS; step++) {
          var owner = new Owner("writer%d/owner%d".formatted(number, random.nextInt(2)));
          if (random.nextInt(4) == 0) {
            store.release(owner);
            forget(owner);
          } else {
            write(store, owner, random);
          }
        }
      }
      return seed;
    };
  }

  private void write(PackStore store, Owner owner, Random random) throws StoreException {
    byte[][] contents = new byte[1 + random.nextInt(4)][];
    var ids = new ArrayList<ContentId>();
    for (int i = 0; i < contents.length; i++) {
      // Few, so that what one releases another writes.
      contents[i] = Bytes.noise(random.nextInt(12), 300);
      ids.add(ContentId.of(contents[i]));
    }
    try (SnapshotWriter writer = store.writer(owner)) {
      NodeId root = Trees.write(writer, contents);
      if (random.nextInt(3) == 0) {
        writer.checkpoint();
      }
      writer.commit();
      remember(owner, new Kept(root, ids));
    } catch (StoreException refused) {
      // It was taken for dead, and what it relied on has gone: its owner keeps what it kept.
      if (refused.kind() != Kind.MISSING) {
        throw refused;
      }
      count(false);
    }
  }

  private Callable<Object> prune(long seed, boolean leaps) {
    return () -> {
      var random = new Random(seed);
      try (PackStore store = SmallStore.open(held(seed, leaps))) {
        for (int step = 0; step < STEPS; step++) {
          double above = random.nextBoolean() ? 0 : PruneOptions.REWRITE_ABOVE;
          store.prune(new PruneOptions(Duration.ZERO, above, false, Set.of()));
        }
      }
      return seed;
    };
  }

  /// The storage, where each deed may take long.
  private WatchedBlobs held(long seed, boolean leaps) {
    var random = new Random(seed);
    return new WatchedBlobs(
        blobs,
        new WatchedBlobs.Watcher() {
          @Override
          public synchronized void before(boolean changes, String name) {
            hold();
          }

          @Override
          public synchronized void after(boolean changes, String name) {
            hold();
          }

          private void hold() {
            int chance = random.nextInt(200);
            if (chance < 60) {
              LockSupport.parkNanos(1_000L * random.nextInt(200));
            } else if (leaps && chance == 60) {
              blobs.pass(Leases.DEATH.plusSeconds(1));
            }
          }
        });
  }

  private synchronized void remember(Owner owner, Kept what) {
    kept.put(owner, what);
    count(true);
  }

  private synchronized void forget(Owner owner) {
    kept.remove(owner);
  }

  private synchronized void count(boolean committed) {
    commits += committed ? 1 : 0;
    refusals += committed ? 0 : 1;
  }

  private void assertNothingIsLost(String story) throws StoreException {
    try (PackStore store = SmallStore.open(blobs)) {
      CheckReport report = store.check(true);
      assertThat(report.damages()).as(story).isEmpty();
      assertThat(store.owners()).as(story).containsExactlyInAnyOrderElementsOf(kept.keySet());
      for (Map.Entry<Owner, Kept> each : kept.entrySet()) {
        assertThat(store.nodes(each.getKey())).as(story).containsExactly(each.getValue().root());
        for (ContentId content : each.getValue().contents()) {
          store.reader().verify(content);
        }
      }
    }
  }
}
