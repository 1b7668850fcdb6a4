package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// One call to the kernel fails, each in turn: the target is old or new, and a repetition ends it.
@ParameterizedClass
@EnumSource
class FaultInjectionTest {
  private static final Errno[] FAULTS = {Errno.EIO, Errno.ENOSPC, Errno.EACCES};

  private final Through through;
  @TempDir private Path directory;
  private NodeId root;
  private String captured;

  FaultInjectionTest(Through through) {
    this.through = through;
  }

  @BeforeEach
  void prepare() throws IOException {
    directory = directory.toRealPath();
    Shell.run(
        directory,
        """
        mkdir -p t/d/e t/gone; cd t; echo one > one; echo two > d/two; echo three > d/e/three
        ln one d/one-too; ln -s one link; %s fifo; echo g > gone/g; chmod 4750 d/two
        head -c 17000000 /dev/urandom > large; touch -d '2001-02-03 04:05:06.7' d/e d .
        """
            .formatted(through.isKernel() ? "mkfifo" : "echo f >"));
    captured = state();
    root = bench(through.system()).capture("one", "t");
  }

  private Bench bench(OperatingSystem system) {
    return new Bench(directory, system);
  }

  private void damage() {
    Shell.run(
        directory,
        """
        cd t; echo ONE > one; rm -rf gone link fifo; mkdir fifo; echo x > fifo/x; chmod 600 d/two
        echo new > d/e/new; printf other | dd of=large bs=1 seek=9000000 conv=notrunc status=none
        """);
  }

  private String state() {
    return TreeText.of(directory.resolve("t"));
  }

  @Test
  void aFailedCallLeavesTheTargetOldOrNew() {
    long seed = Long.getLong("rollback.seed", new Random().nextLong());
    System.out.printf("FaultInjectionTest: -Drollback.seed=%d%n", seed);
    var random = new Random(seed);
    boolean all = Boolean.getBoolean("rollback.soak");
    int step = all ? 1 : 17;
    boolean reached = true;
    for (int call = 1 + random.nextInt(step);
        reached;
        call += 1 + (all ? 0 : random.nextInt(2 * step))) {
      damage();
      reached = round(call, FAULTS[random.nextInt(FAULTS.length)]);
    }
  }

  /// Whether there were as many calls.
  private boolean round(int call, Errno errno) {
    String damaged = state();
    var clean = bench(through.system());
    String id = "p" + call;
    PlannedFiles plan = clean.plan(id, root);
    var faulty = new FaultySystem(through.system(), call, errno);
    boolean done = false;
    try {
      bench(faulty.system()).restore(id, plan);
      done = true;
    } catch (RollbackException e) {
      String now = state();
      assertThat(now)
          .as("call %d, %s: %s", call, errno, e.getMessage())
          .satisfiesAnyOf(
              text -> assertThat(text).isEqualTo(damaged),
              text -> assertThat(text).isEqualTo(captured),
              text -> assertThat(e.type().name()).isEqualTo("ROLLBACK_PARTIAL"));
    }
    clean.restore(id, plan);
    assertThat(state()).as("call %d, %s, done %s", call, errno, done).isEqualTo(captured);
    assertThat(clean.leftovers()).as("call %d, %s", call, errno).isEmpty();
    assertThat(clean.engine().forget(id)).isTrue();
    return faulty.failed();
  }
}
