package dev.rollback.store.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.ChildProcess;
import dev.rollback.store.ContentId;
import dev.rollback.store.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a writing process at random moments: a handful of times, and hundreds with `-Psoak`. The
/// system property `seed` repeats a run.
class CrashTest {
  private static final int KILLS = Boolean.getBoolean("rollback.soak") ? 300 : 8;
  private static final long SEED = Long.getLong("seed", 20261124L);

  @TempDir private Path directory;

  /// Per owner the versions of which one must be found: the last that was done, and one begun
  /// since.
  private final Map<Integer, Set<Long>> possible = new HashMap<>();

  @Test
  void aKilledWriterLeavesEveryOwnerOldOrNewAndNothingDamaged() throws IOException {
    var random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      killAWriter(random);
      String run = "kill " + kill + " of seed " + SEED;
      try (SnapshotStore store = TestStores.open(directory)) {
        assertThat(store.check(true).damages()).as(run).isEmpty();
        assertOldOrNew(store, run);
        store.collect(Duration.ZERO);
        assertThat(store.check(true).damages()).as(run).isEmpty();
      }
    }
  }

  private void killAWriter(Random random) throws IOException {
    try (ChildProcess child =
        ChildProcess.start(CrashingWriter.class, List.of(), directory, random.nextLong())) {
      int lines = random.nextInt(1, 60);
      for (int i = 0; i < lines; i++) {
        hear(child.line());
      }
      LockSupport.parkNanos(random.nextLong(6_000_000));
      child.kill();
      for (String line = child.line(); line != null; line = child.line()) {
        hear(line);
      }
    }
  }

  private void hear(@Nullable String line) {
    assertThat(line).as("the writer ended by itself").isNotNull();
    String[] words = String.valueOf(line).split(" ", -1);
    Set<Long> versions =
        possible.computeIfAbsent(Integer.valueOf(words[1]), _ -> new TreeSet<>(Set.of(0L)));
    if (words[0].equals("done")) {
      versions.clear();
    }
    versions.add(Long.valueOf(words[2]));
  }

  private void assertOldOrNew(SnapshotStore store, String run) throws IOException {
    for (Map.Entry<Integer, Set<Long>> owner : possible.entrySet()) {
      Set<ContentId> found = store.contents(CrashingWriter.owner(owner.getKey()));
      List<Set<ContentId>> expected =
          owner.getValue().stream()
              .<Set<ContentId>>map(v -> v == 0 ? Set.of() : CrashingWriter.ids(v))
              .toList();
      assertThat(expected).as(run).contains(found);
      settle(owner.getValue(), found);
    }
  }

  /// What was found is from now on the old.
  private static void settle(Set<Long> versions, Set<ContentId> found) {
    versions.removeIf(
        version -> !(version == 0 ? Set.of() : CrashingWriter.ids(version)).equals(found));
  }
}
