package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.store.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes back, told by programs that share nothing with the engine.
@ParameterizedClass
@ValueSource(booleans = {true, false})
class FidelityTest {
  private final boolean openat2;
  @TempDir private Path directory;
  private Bench bench;

  FidelityTest(boolean openat2) {
    this.openat2 = openat2;
  }

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(
        LinuxSystem.detected().privileged(), "Owners, devices and trusted attributes need root.");
    directory = directory.toRealPath();
    bench = new Bench(directory, openat2 ? LinuxSystem.detected() : LinuxSystem.withoutOpenat2());
  }

  @Test
  void everyKindComesBackWithAllItsMetadata() {
    Shell.run(
        directory,
        """
        mkdir -p etc/d/e etc/empty; cd etc
        echo one > one; echo two > d/two; : > nothing; head -c 300000 /dev/urandom > large
        ln one d/one-too; ln -s one link; ln -s /nowhere/at/all d/dangling; chown -h 12:13 link
        mkfifo -m 640 fifo; mknod null c 1 3; mknod loop b 7 300; chmod 606 null
        chmod 6755 one; chmod 1777 d; chown 1234:5678 d/two nothing d/e
        setfattr -n user.colour -v blue one; setfattr -n user.colour -v green d
        setfattr -n trusted.secret -v 0x00ff00 d/two; setfattr -h -n trusted.link -v yes link
        setfacl -m u:77:rwx,g:88:r d/two; setfacl -d -m u:99:rx d; setfacl -m u:55:--x empty
        setfattr -n security.capability -v 0x0100000200200000000000000000000000000000 large
        touch -h -d '1999-12-31 23:59:59.999999999' link; touch -d '1960-01-01 00:00:00.5' d/two
        touch -d '2040-05-06 07:08:09.000000001' d/e empty; touch -d '2011-11-11 11:11:11.1' d .
        """);
    String captured = state();
    NodeId root = bench.capture("one", "etc");
    Shell.run(
        directory,
        """
        cd etc; echo more >> one; setfattr -x user.colour one; rm -r d; echo d > d
        rm fifo null loop; mkdir fifo; touch fifo/x; chown 1:1 link; ln -sfn two link
        setfacl -b empty; chmod 700 empty; setfattr -n user.new -v x nothing; chmod 4777 large
        mkdir -p new/dir; touch new/dir/file; rm -f large; mkdir large
        """);

    bench.rollBack("p", root);

    assertThat(state()).isEqualTo(captured);
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void anAclInheritedFromTheDirectoryDoesNotStick() {
    Shell.run(
        directory, "mkdir etc; echo one > etc/one; chmod 640 etc/one; setfacl -d -m u:9:rwx etc");
    String captured = state();
    NodeId root = bench.capture("one", "etc");
    Shell.run(directory, "rm etc/one");

    bench.rollBack("p", root);

    assertThat(state()).isEqualTo(captured);
  }

  @Test
  void tamperingWithTheTimePutBackIsFound() {
    Shell.run(directory, "mkdir etc; echo one > etc/one; touch -d 2020-01-01 etc/one");
    String captured = state();
    NodeId root = bench.capture("one", "etc");
    Shell.run(directory, "echo two > etc/one; touch -d 2020-01-01 etc/one");

    PlannedFiles plan = bench.plan("p", root);
    bench.restore("p", plan);

    assertThat(plan.modifiedFiles()).containsExactly(directory + "/etc/one");
    assertThat(state()).isEqualTo(captured);
  }

  @Test
  void randomTreesComeBackWhateverHappensToThem() {
    long seed = Long.getLong("rollback.seed", new Random().nextLong());
    int rounds = Boolean.getBoolean("rollback.soak") ? 200 : 4;
    System.out.printf("FidelityTest: -Drollback.seed=%d%n", seed);
    var random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      Shell.run(directory, "rm -rf etc; mkdir etc");
      var vandal = new Vandal(directory.resolve("etc"), random);
      vandal.act(40);
      String captured = state();
      NodeId root = bench.capture("round-" + round, "etc");
      vandal.act(40);
      String vandalised = state();
      NodeId safety = bench.captureForSafety("safety-" + round, "etc");
      bench.rollBack("p" + round, root);
      assertThat(state()).as("seed %d, round %d", seed, round).isEqualTo(captured);
      bench.rollBack("undo" + round, safety);
      assertThat(state()).as("undo, seed %d, round %d", seed, round).isEqualTo(vandalised);
    }
  }

  @Test
  void theUndoOfAPlanBringsBackWhatItTookAway() {
    long seed = Long.getLong("rollback.seed", new Random().nextLong());
    int rounds = Boolean.getBoolean("rollback.soak") ? 200 : 4;
    System.out.printf("FidelityTest: -Drollback.seed=%d%n", seed);
    var random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      Shell.run(directory, "rm -rf etc; mkdir etc");
      var vandal = new Vandal(directory.resolve("etc"), random);
      vandal.act(40);
      NodeId root = bench.capture("round-" + round, "etc");
      vandal.act(40);
      String vandalised = state();
      PlannedFiles plan = bench.plan("p" + round, root);
      NodeId before = bench.captureBefore("before-" + round, plan);
      bench.restore("p" + round, plan);
      bench.rollBack("undo" + round, before);
      assertThat(state()).as("undo, seed %d, round %d", seed, round).isEqualTo(vandalised);
    }
  }

  private String state() {
    return TreeText.of(directory.resolve("etc"));
  }
}
