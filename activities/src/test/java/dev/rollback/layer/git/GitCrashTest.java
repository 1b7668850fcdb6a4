package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.layer.Progress;
import dev.rollback.layer.WorkStopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Killed, stopped or failing anywhere, a restore leaves the target old or new, never between.
class GitCrashTest {
  private static final boolean SOAK = Boolean.getBoolean("rollback.soak");
  private static final int COMMANDS = 40;
  private static final int KILLED = 137;

  private Bench bench;
  private TestRepository repository;
  private CapturedLayer snapshot;
  private int kills;
  private String then = "";
  private String now = "";

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    bench = new Bench(directory);
    repository = bench.repository("shop");
    for (int each = 0; each < 50; each++) {
      repository.write("d" + each % 7 + "/f" + each, "then " + each + "\n");
    }
    repository.commit("first");
    repository.write("d1/f1", "dirty\n").write("untracked", "then\n").write("staged", "s\n");
    repository.git("add", "staged");
    snapshot = bench.capture("s", repository);
    then = repository.everything();
    damage();
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  /// From the snapshot's state to another.
  private void damage() {
    repository.shell(
        "git reset -q --hard; rm -f untracked; for f in d*/f*; do echo now > $f; done");
    repository.write(".gitignore", "untracked\n");
  }

  private void makeNow() {
    repository.shell("git add -A; git commit -q -m second; echo dirty now > d2/f2; echo u > other");
    now = repository.everything();
  }

  @Test
  void killedAtAnyGitCommandARetryEndsExactlyNew() throws Exception {
    makeNow();
    for (int command : commands()) {
      LayerPlan plan = bench.plan(snapshot, GitOptions.DEFAULT, true);
      killAt(command, plan);

      RestoreOutcome outcome = bench.restore(snapshot, plan);

      assertThat(outcome).as("command %d", command).isNotInstanceOf(RestoreOutcome.Partial.class);
      assertThat(repository.everything()).as("command %d", command).isEqualTo(then);
      assertNothingIsLeftBehind();
      repository.shell("git add -A; git commit -q -m again; for f in d*/f*; do echo 3 > $f; done");
    }
    assertThat(kills).isPositive();
  }

  @Test
  void killedAndNeverRepeatedItIsOldOrNewForTheNextWhoComes() throws Exception {
    makeNow();
    for (int command : commands()) {
      LayerPlan plan = bench.plan(snapshot, GitOptions.DEFAULT, true);
      String before = repository.everything();
      killAt(command, plan);

      bench.captureSafely("after-" + command, repository);

      assertThat(repository.everything()).as("command %d", command).isIn(before, then);
      assertNothingIsLeftBehind();
      repository.shell("git add -A; git commit -q -m again; for f in d*/f*; do echo 3 > $f; done");
    }
    assertThat(kills).isPositive();
  }

  @Test
  void killedBetweenAnyTwoFilesARetryEndsExactlyNew() throws Exception {
    makeNow();
    for (int moved : moves()) {
      LayerPlan plan = bench.plan(snapshot, GitOptions.DEFAULT, true);
      killAfter(moved, plan);

      assertThat(bench.restore(snapshot, plan))
          .as("%d files", moved)
          .isNotInstanceOf(RestoreOutcome.Partial.class);
      assertThat(repository.everything()).as("%d files", moved).isEqualTo(then);
      assertNothingIsLeftBehind();
      repository.shell("git add -A; git commit -q -m again; for f in d*/f*; do echo 3 > $f; done");
    }
    assertThat(kills).isEqualTo(moves().size());
  }

  @Test
  void killedBetweenTwoFilesAndNeverRepeatedItIsOldForTheNextWhoComes() throws Exception {
    makeNow();
    for (int moved : moves()) {
      LayerPlan plan = bench.plan(snapshot, GitOptions.DEFAULT, true);
      String before = repository.everything();
      killAfter(moved, plan);

      bench.captureSafely("after-move-" + moved, repository);

      assertThat(repository.everything()).as("%d files", moved).isEqualTo(before);
      assertNothingIsLeftBehind();
    }
    assertThat(kills).isEqualTo(moves().size());
  }

  /// After how many files; 50 and more are changed by each rollback.
  private static List<Integer> moves() {
    return SOAK ? IntStream.rangeClosed(1, 50).boxed().toList() : List.of(1, 27, 50);
  }

  private static List<Integer> commands() {
    long seed = Long.getLong("rollback.seed", 20_260_504L);
    System.out.println("GitCrashTest seed " + seed);
    return SOAK
        ? IntStream.rangeClosed(1, COMMANDS).boxed().toList()
        : new Random(seed).ints(4, 4, COMMANDS - 6).boxed().toList();
  }

  private void assertNothingIsLeftBehind() {
    assertThat(repository.shell("ls .git | grep -E 'lock|rollback' || true")).isEmpty();
    assertThat(repository.git("for-each-ref", "refs/rollback-work")).isEmpty();
  }

  /// Restores in another process, which dies when that many files have been moved into place.
  private void killAfter(int moved, LayerPlan plan) throws IOException, InterruptedException {
    if (restoring(plan, String.valueOf(moved)).start().waitFor() == KILLED) {
      kills++;
    }
  }

  /// Restores in another process, which is killed by the git command of this number: before it for
  /// odd numbers, after it for even ones. A process that needs fewer commands just ends.
  private void killAt(int command, LayerPlan plan) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(bench.root.resolve("bin"));
    Path count = bench.root.resolve("count");
    Files.writeString(count, "");
    String real = repository.shell("command -v git");
    String kill = "kill -9 $PPID; ";
    Path git = bin.resolve("git");
    Files.writeString(
        git,
        """
        #!/bin/bash
        echo >> '%s'
        if [ $(wc -l < '%s') -eq %d ]; then
          %s
          '%s' "$@"
          %s
          exit 1
        fi
        exec '%s' "$@"
        """
            .formatted(
                count,
                count,
                command,
                command % 2 == 1 ? kill : "",
                real,
                command % 2 == 0 ? kill : "",
                real));
    assertThat(git.toFile().setExecutable(true)).isTrue();
    var builder = restoring(plan);
    builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    if (builder.start().waitFor() == KILLED) {
      kills++;
    }
  }

  private ProcessBuilder restoring(LayerPlan plan, String... more) throws IOException {
    var order = new RestoreOrder(plan.planId(), snapshot.handle(), plan, GitOptions.DEFAULT);
    Path file = bench.root.resolve("order.json");
    Files.write(file, JsonMapper.builder().build().writeValueAsBytes(order));
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RestoringChild.class.getName(),
                bench.root.toString(),
                file.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(bench.root.resolve("child.log").toFile());
  }

  @Test
  void aFailureInTheMiddleIsPutBack() throws IOException {
    makeNow();
    LayerPlan plan = bench.plan(snapshot, GitOptions.DEFAULT, true);
    Path lock = Files.createFile(repository.top().resolve(".git/refs/heads/main.lock"));

    assertThatThrownBy(() -> bench.restore(snapshot, plan)).isInstanceOf(RollbackException.class);

    assertThat(repository.everything()).isEqualTo(now);
    Files.delete(lock);
    assertNothingIsLeftBehind();
  }

  @Test
  void workThatIsStoppedAnywhereLeavesOldOrNew() {
    makeNow();
    for (int report = 1; report <= 3; report++) {
      LayerPlan plan = bench.plan(snapshot, GitOptions.DEFAULT, true);
      String before = repository.everything();
      var left = new AtomicInteger(report);
      Progress stopping =
          (_, _, _, _) -> {
            if (left.decrementAndGet() == 0) {
              throw new WorkStopped("cancelled", new IllegalStateException("cancelled"));
            }
          };

      assertThatThrownBy(() -> bench.restore(snapshot, plan, stopping))
          .isInstanceOf(WorkStopped.class);

      assertThat(repository.everything()).isEqualTo(before);
      assertNothingIsLeftBehind();
    }
  }

  @Test
  void aFileThatAppearsInTheWayIsNotOverwritten() {
    makeNow();
    LayerPlan plan = bench.plan(snapshot, GitOptions.DEFAULT, true);
    Progress planting =
        (phase, _, _, _) -> {
          if (phase.equals("swapping")) {
            repository.write("staged", "somebody else's\n");
          }
        };

    assertThatThrownBy(() -> bench.restore(snapshot, plan, planting))
        .isInstanceOf(RollbackException.class)
        .hasMessageContaining("staged");

    assertThat(repository.read("staged")).isEqualTo("somebody else's\n");
    repository.delete("staged");
    assertThat(repository.everything()).isEqualTo(now);
  }
}
