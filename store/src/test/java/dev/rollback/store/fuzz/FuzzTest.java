package dev.rollback.store.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.rollback.store.ChildProcess;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Forged bytes give a refusal: never another error, an endless loop, or memory that was only
/// promised. A sample each time, the same for the system property `seed`; with `-Psoak` Jazzer
/// looks for such bytes as long as `fuzz.seconds` says.
class FuzzTest {
  private static final long SEED = Long.getLong("seed", 20261124L);
  private static final int SAMPLE = 3_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<String> targets() {
    return Targets.ALL.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsWrittenIsAccepted(String name) throws StoreException {
    FuzzTarget target = target(name);
    for (byte[] seed : target.seeds()) {
      target.read(seed);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void forgedBytesAreRefusedOrRead(String name) throws StoreException {
    FuzzTarget target = target(name);
    var mutations = new Mutations(SEED, target.seeds());
    for (int round = 0; round < SAMPLE; round++) {
      byte[] bytes = mutations.next();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      attempt(target, bytes, "seed " + SEED + " round " + round);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated)
          .as("bytes allocated for round %d of seed %d", round, SEED)
          .isLessThan(target.allowance(bytes.length));
    }
  }

  private static void attempt(FuzzTarget target, byte[] bytes, String which) {
    try {
      target.read(bytes);
    } catch (IllegalArgumentException | StoreException refused) {
      assertThat(refused.getMessage()).as(which).isNotBlank();
    } catch (RuntimeException | Error defect) {
      throw new AssertionError(which + ": " + HexFormat.of().formatHex(bytes), defect);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void jazzerFindsNothing(String name, @TempDir Path corpus) throws IOException {
    assumeTrue(Boolean.getBoolean("rollback.soak"), "Jazzer runs with -Psoak");
    int number = 0;
    for (byte[] seed : target(name).seeds()) {
      Files.write(corpus.resolve("seed-" + number++), seed);
    }
    List<String> flags = List.of("-Xmx1g", "-Dfuzz.target=" + name);
    try (ChildProcess jazzer =
        ChildProcess.start(
            "com.code_intelligence.jazzer.Jazzer",
            flags,
            "--target_class=" + JazzerEntry.class.getName(),
            "--instrumentation_includes=dev.rollback.store.**",
            "--reproducer_path=" + corpus,
            "-artifact_prefix=" + corpus + "/",
            "-max_total_time=" + Integer.getInteger("fuzz.seconds", 60),
            corpus)) {
      for (String line = jazzer.line(); line != null; line = jazzer.line()) {
        System.out.println(line);
      }
      assertThat(jazzer.awaitEnd()).isZero();
    }
  }

  private static FuzzTarget target(String name) {
    return Objects.requireNonNull(Targets.ALL.get(name));
  }
}
