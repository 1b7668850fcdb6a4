package dev.rollback.store.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.ChildProcess;
import dev.rollback.store.Stores;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.check.SmallStore;
import dev.rollback.store.lease.Leases;
import dev.rollback.store.packed.PackStore;
import dev.rollback.store.prune.PruneOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two workers capture and prune at once and are killed at random moments, and so are repairs: a
/// few times, and hundreds with `-Psoak`. The system property `seed` repeats the choices.
final class KilledProcessesTest {
  private static final boolean SOAK = Boolean.getBoolean("rollback.soak");
  private static final int ROUNDS = SOAK ? 150 : 4;
  private static final int REPAIRS = SOAK ? 100 : 4;
  private static final long SEED = Long.getLong("seed", 20261124L);
  private static final int FOREVER = 1_000_000;

  @TempDir private Path directory;

  @Test
  void whateverIsKilledNothingThatWasDoneIsLost() throws IOException {
    var random = new Random(SEED);
    var one = new Worker("one");
    var other = new Worker("other");
    for (int round = 0; round < ROUNDS; round++) {
      String story = "round %d of seed %d".formatted(round, SEED);
      String place = directory.toString();
      try (ChildProcess first = one.start(place, List.of(), random.nextLong(), FOREVER);
          ChildProcess second = other.start(place, List.of(), random.nextLong(), FOREVER)) {
        kill(first, one, random);
        // What the first held up may go now, while the second works on.
        killLeases();
        kill(second, other, random);
      }
      killLeases();
      assertSound(one, other, story);
    }
  }

  private static void kill(ChildProcess process, Worker worker, Random random) throws IOException {
    assertThat(worker.hear(process, random.nextInt(1, 60))).isTrue();
    LockSupport.parkNanos(random.nextLong(5_000_000));
    process.kill();
    worker.hear(process, FOREVER);
  }

  private void assertSound(Worker one, Worker other, String story) throws IOException {
    try (PackStore store = SmallStore.open(new DirectoryBlobs(directory))) {
      assertThat(store.check(true).damages()).as(story).isEmpty();
      one.assertOldOrNew(store, story);
      other.assertOldOrNew(store, story);
      store.prune(PruneOptions.after(Duration.ZERO));
      assertThat(store.check(true).damages()).as(story).isEmpty();
      one.assertOldOrNew(store, story);
      other.assertOldOrNew(store, story);
    }
  }

  @Test
  void aRepairThatIsKilledIsEndedByTheNext() throws IOException {
    var random = new Random(SEED);
    for (int round = 0; round < REPAIRS; round++) {
      String story = "round %d of seed %d".formatted(round, SEED);
      capture();
      damage(random);
      try (ChildProcess program =
          ChildProcess.start(RepairingProgram.class, List.of(), directory)) {
        assertThat(program.line()).isEqualTo("ready");
        program.say("");
        LockSupport.parkNanos(random.nextLong(400_000_000));
        program.kill();
      }
      killLeases();

      Stores.repair(directory.toString(), Optional.empty());

      capture();
      try (PackStore store = SmallStore.open(new DirectoryBlobs(directory))) {
        assertThat(store.check(true).damages()).as(story).isEmpty();
        for (byte[] content : SmallStore.contents()) {
          assertThat(SmallStore.readable(store, content)).as(story).isTrue();
        }
      }
    }
  }

  private void capture() throws IOException {
    try (PackStore store = SmallStore.open(new DirectoryBlobs(directory))) {
      SmallStore.fill(store);
    }
  }

  /// Removes an index, and cuts off or changes a pack.
  private void damage(Random random) throws IOException {
    Files.delete(any("index", random));
    Path pack = any("packs", random);
    try (FileChannel channel = FileChannel.open(pack, StandardOpenOption.WRITE)) {
      channel.truncate(random.nextLong(channel.size()));
    }
  }

  private Path any(String kind, Random random) throws IOException {
    try (var files = Files.walk(directory.resolve(kind))) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      return all.get(random.nextInt(all.size()));
    }
  }

  /// Lets the leases of all that is killed look as old as they will be in two minutes.
  private void killLeases() throws IOException {
    Path leases = directory.resolve("leases");
    if (Files.isDirectory(leases)) {
      try (var files = Files.list(leases)) {
        Instant old = Instant.now().minus(Leases.DEATH).minus(Duration.ofSeconds(1));
        for (Path file : files.toList()) {
          age(file, old);
        }
      }
    }
  }

  private static void age(Path file, Instant time) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(time));
    } catch (NoSuchFileException givenBack) {
      // Its holder lives.
    }
  }
}
