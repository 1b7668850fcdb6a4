package dev.rollback.store.packed;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Writes, replaces, releases and collects until it is killed, and says what it is about to do and
/// what is done: `begin OWNER VERSION`, `done OWNER VERSION`. Version 0 of an owner is its release.
final class CrashingWriter {
  static final int OWNERS = 4;

  private CrashingWriter() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    var random = new Random(Long.parseLong(arguments[1]));
    try (SnapshotStore store = TestStores.open(directory)) {
      for (int step = 1; ; step++) {
        int owner = random.nextInt(OWNERS);
        long version = random.nextInt(5) == 0 ? 0 : random.nextInt(1, 1_000_000);
        say("begin " + owner + " " + version);
        if (version == 0) {
          store.release(owner(owner));
        } else {
          write(store, owner, version);
        }
        say("done " + owner + " " + version);
        if (step % 7 == 0) {
          store.collect(Duration.ZERO);
        }
      }
    }
  }

  static Owner owner(int number) {
    return new Owner("deployment/" + number);
  }

  private static void write(SnapshotStore store, int owner, long version) throws IOException {
    try (SnapshotWriter writer = store.writer(owner(owner))) {
      for (byte[] content : contents(version)) {
        writer.write(content);
      }
      writer.commit();
    }
    store.sidecars().write("deployment-" + owner, Bytes.text("{\"version\": " + version + "}"));
  }

  static Set<ContentId> ids(long version) {
    var ids = new TreeSet<ContentId>();
    for (byte[] content : contents(version)) {
      ids.add(ContentId.of(content));
    }
    return ids;
  }

  /// What a version keeps: some that all versions share, some of its own, now and then a long one.
  private static byte[][] contents(long version) {
    var random = new Random(version);
    byte[][] contents = new byte[random.nextInt(12)][];
    for (int i = 0; i < contents.length; i++) {
      int length = random.nextInt(10) == 0 ? 300_000 : random.nextInt(4_000);
      long seed = random.nextBoolean() ? random.nextInt(6) : random.nextLong();
      contents[i] =
          random.nextBoolean()
              ? Bytes.noise(seed, length)
              : Bytes.prose(seed, seed < 6 ? 2_000 : length);
    }
    return contents;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
