package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A restoring process that is killed by `kill -9` at random points.
@ParameterizedClass
@EnumSource(names = {"KERNEL", "NIO"})
class DeathTest {
  private final Through through;
  @TempDir private Path directory;

  DeathTest(Through through) {
    this.through = through;
  }

  /// The process that dies: restores a plan and kills itself at its nth report.
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) {
      var system = Through.valueOf(arguments[4]).system();
      var bench = new Bench(Path.of(arguments[0]), system);
      int[] left = {Integer.parseInt(arguments[3])};
      bench
          .engine()
          .restore(
              arguments[1],
              NodeId.parse(arguments[2]),
              bench.store().reader(),
              (_, _, _) -> {
                if (--left[0] == 0) {
                  Shell.run(Path.of(arguments[0]), "kill -9 " + ProcessHandle.current().pid());
                }
              });
    }
  }

  @Test
  void aKilledRestoreIsCompletedByTheNext() throws IOException, InterruptedException {
    directory = directory.toRealPath();
    long seed = Long.getLong("rollback.seed", new Random().nextLong());
    int rounds = Boolean.getBoolean("rollback.soak") ? 300 : 6;
    System.out.printf("DeathTest: -Drollback.seed=%d%n", seed);
    var random = new Random(seed);
    var bench = new Bench(directory, through.system());
    Files.createDirectory(directory.resolve("etc"));
    var vandal = new Vandal(directory.resolve("etc"), random, through);
    vandal.act(60);
    String captured = state();
    NodeId root = bench.capture("one", "etc");
    for (int round = 0; round < rounds; round++) {
      vandal.act(30);
      PlannedFiles plan = bench.plan("p" + round, root);
      int reports = reports(plan);
      kill("p" + round, plan, 1 + random.nextInt(reports));
      bench.restore("p" + round, plan);
      assertThat(state()).as("seed %d, round %d", seed, round).isEqualTo(captured);
      assertThat(bench.leftovers()).as("seed %d, round %d", seed, round).isEmpty();
    }
  }

  /// About as many as a restore of this plan makes.
  private static int reports(PlannedFiles plan) {
    return (int) (2 * (plan.create() + plan.modify() + plan.delete()) + 120);
  }

  private void kill(String id, PlannedFiles plan, int report)
      throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Victim.class.getName(),
                    directory.toString(),
                    id,
                    plan.root().hex(),
                    String.valueOf(report),
                    through.name()))
            .redirectErrorStream(true)
            .start();
    String output = new String(victim.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(victim.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(victim.exitValue()).as(output).isIn(0, 137);
  }

  private String state() {
    return TreeText.of(directory.resolve("etc"));
  }
}
