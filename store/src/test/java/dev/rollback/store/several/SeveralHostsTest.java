package dev.rollback.store.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.ChildProcess;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.S3Server;
import dev.rollback.store.check.SmallStore;
import dev.rollback.store.packed.PackStore;
import dev.rollback.store.prune.PruneOptions;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers that have nothing in common but a bucket.
@Requires(Component.S3_SERVER)
final class SeveralHostsTest {
  private static final long SEED = Long.getLong("seed", 20261124L);
  private static final int STEPS = Boolean.getBoolean("rollback.soak") ? 500 : 12;
  private static final String PREFIX = "store";

  @TempDir private Path directory;

  @Test
  void twoWorkersCaptureAndPruneAtOnce() throws IOException {
    var one = new Worker("one");
    var other = new Worker("other");
    String place = "s3://" + S3Server.BUCKET + "/" + PREFIX;
    try (S3Server server = S3Server.start(directory)) {
      List<String> flags = server.flags();
      try (ChildProcess first = one.start(place, flags, SEED, STEPS);
          ChildProcess second = other.start(place, flags, SEED + 1, STEPS)) {
        one.hear(first, Integer.MAX_VALUE);
        other.hear(second, Integer.MAX_VALUE);
        assertThat(first.awaitEnd()).isZero();
        assertThat(second.awaitEnd()).isZero();
      }

      try (Blobs blobs = server.blobs(PREFIX);
          PackStore store = SmallStore.open(blobs)) {
        store.prune(PruneOptions.after(Duration.ZERO));
        assertThat(store.check(true).damages()).isEmpty();
        one.assertOldOrNew(store, "seed " + SEED);
        other.assertOldOrNew(store, "seed " + SEED);
      }
    }
  }
}
