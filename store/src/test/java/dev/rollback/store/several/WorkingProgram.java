package dev.rollback.store.several;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trees;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.check.SmallStore;
import dev.rollback.store.packed.PackStore;
import dev.rollback.store.prune.PruneOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Captures, releases and prunes, and says what it is about to do and what is done: `begin OWNER
/// VERSION`, `done OWNER VERSION`. Version 0 of an owner is its release. Ends after so many steps.
final class WorkingProgram {
  static final int OWNERS = 3;

  private WorkingProgram() {}

  /// @param arguments place, name of this worker, seed, steps
  public static void main(String[] arguments) throws IOException {
    var random = new Random(Long.parseLong(arguments[2]));
    try (PackStore store = SmallStore.open(Blobs.at(arguments[0]))) {
      for (int step = 0; step < Integer.parseInt(arguments[3]); step++) {
        work(store, arguments[1], random);
      }
    }
  }

  private static void work(PackStore store, String worker, Random random) throws IOException {
    if (random.nextInt(4) == 0) {
      double above = random.nextBoolean() ? 0 : PruneOptions.REWRITE_ABOVE;
      store.prune(new PruneOptions(Duration.ZERO, above, false, Set.of()));
      say("pruned");
      return;
    }
    int number = random.nextInt(OWNERS);
    long version = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 1_000_000);
    say("begin " + number + " " + version);
    if (version == 0) {
      store.release(owner(worker, number));
    } else {
      try {
        write(store, owner(worker, number), version);
      } catch (StoreException refused) {
        // It was taken for dead, and what it relied on has gone: its owner keeps what it kept.
        if (refused.kind() != StoreException.Kind.MISSING) {
          throw refused;
        }
        say("refused");
        return;
      }
    }
    say("done " + number + " " + version);
  }

  static Owner owner(String worker, int number) {
    return new Owner(worker + "/" + number);
  }

  private static void write(PackStore store, Owner owner, long version) throws StoreException {
    try (SnapshotWriter writer = store.writer(owner)) {
      Trees.write(writer, contents(version));
      if (version % 3 == 0) {
        writer.checkpoint();
      }
      for (byte[] content : contents(version)) {
        writer.keep(ContentId.of(content));
      }
      writer.commit();
    }
  }

  /// Names of what a version keeps.
  static Set<ContentId> ids(long version) {
    var ids = new TreeSet<ContentId>();
    for (byte[] content : contents(version)) {
      ids.add(ContentId.of(content));
    }
    return ids;
  }

  /// What a version keeps: some that all workers write, some of its own.
  private static byte[][] contents(long version) {
    var random = new Random(version);
    byte[][] contents = new byte[random.nextInt(1, 6)][];
    for (int i = 0; i < contents.length; i++) {
      contents[i] =
          random.nextBoolean() ? Bytes.noise(random.nextInt(8), 900) : Bytes.noise(version, 400);
    }
    return contents;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
