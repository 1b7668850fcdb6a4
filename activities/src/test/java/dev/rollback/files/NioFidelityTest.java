package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What comes back by Java's own calls, and what is told and left alone.
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KERNEL")
class NioFidelityTest {
  private static final CaptureOptions USUAL = new CaptureOptions(List.of(), false, false, false);

  private final Through through;
  @TempDir private Path directory;
  private Bench bench;

  NioFidelityTest(Through through) {
    this.through = through;
  }

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(LinuxSystem.detected().privileged(), "Owners and devices need root.");
    assumeTrue(System.getProperty("sun.jnu.encoding", "").equals("UTF-8"), "Names are UTF-8.");
    directory = directory.toRealPath();
    bench = new Bench(directory, through.system());
  }

  private String state() {
    return TreeText.of(directory.resolve("etc"));
  }

  private static void refused(Runnable action, FailureType type, String named) {
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(action::run)
        .withMessageContaining(named)
        .extracting(RollbackException::type)
        .isEqualTo(type);
  }

  @Test
  void whatJavaOffersComesBack() {
    Shell.run(
        directory,
        """
        mkdir -p etc/d/e etc/empty; cd etc
        echo one > one; echo two > d/two; : > nothing; head -c 300000 /dev/urandom > large
        ln one d/one-too; ln -s one link; ln -s /nowhere/at/all d/dangling; chown -h 12:13 link
        echo n > $'new\\nline'; echo s > ' '; echo d > -dash; echo g > '*[?]'; echo é > é; echo b > '\\'
        chmod 6755 one; chmod 1777 d; chmod 2750 d/e; chown 1234:5678 d/two nothing d/e; chmod 0 nothing
        setfattr -n user.colour -v blue one; setfattr -n user.empty d; setfattr -n user.x -v 1 d/e
        touch -h -d '1999-12-31 23:59:59.999999999' link; touch -d '1960-01-01 00:00:00' d/two
        touch -d '2040-05-06 07:08:09.000000001' d/e empty; touch -d '2011-11-11 11:11:11.1' d .
        """);
    String captured = state();
    NodeId root = bench.capture("one", "etc");
    Shell.run(
        directory,
        """
        cd etc; echo more >> one; setfattr -x user.colour one; rm -r d; echo d > d
        rm link; mkdir link; touch link/x; rm -f $'new\\nline' -- -dash; chmod 4777 large; echo x > é
        chmod 700 empty; setfattr -n user.new -v x nothing; mkdir -p new/dir; touch new/dir/file
        """);
    String damaged = state();
    PlannedFiles plan = bench.plan("p", root);
    NodeId before = bench.captureBefore("before", plan);

    bench.restore("p", plan);
    assertThat(state()).isEqualTo(captured);
    assertThat(bench.leftovers()).isEmpty();

    bench.rollBack("undo", before);
    assertThat(state()).isEqualTo(damaged);
  }

  @Test
  void randomTreesComeBackWhateverHappensToThem() {
    long seed = Long.getLong("rollback.seed", new Random().nextLong());
    int rounds = Boolean.getBoolean("rollback.soak") ? 200 : 4;
    System.out.printf("NioFidelityTest: -Drollback.seed=%d%n", seed);
    var random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      Shell.run(directory, "rm -rf etc; mkdir etc");
      var vandal = new Vandal(directory.resolve("etc"), random, through);
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
  void whatJavaCannotPutBackIsToldAndLeftAlone() {
    Shell.run(
        directory,
        """
        mkdir -p etc/keep etc/$'dir\\377'; cd etc; echo one > one; mkfifo fifo; mknod null c 1 3
        echo bad > $'bad\\377'; echo in > $'dir\\377/in'; ln -s a//b keep/slashes; echo old > old
        touch -d '1960-01-01 00:00:00.5' old
        """);
    CapturedFiles captured = bench.captured("one", USUAL, Optional.empty(), "etc");
    assertThat(captured.notes().getFirst()).startsWith("Captured by Java's own calls: ");
    assertThat(captured.notes()).filteredOn(note -> note.startsWith("Captured by")).hasSize(1);
    assertThat(captured.flaws())
        .allMatch(each -> each.flaw() == Flaw.UNSUPPORTED)
        .extracting(each -> each.path().substring(directory.toString().length() + 5))
        .containsExactly("bad\\xff", "dir\\xff", "fifo", "keep/slashes", "null", "old");
    Shell.run(
        directory,
        """
        cd etc; echo ONE > one; echo more >> $'bad\\377'; echo new > $'dir\\377/new'
        mkfifo since; mkdir -p new/deep; mkfifo new/deep/pipe; echo x > new/deep/x; mkdir -p gone/x
        """);

    PlannedFiles plan = bench.plan("p", captured.root());
    bench.restore("p", plan);

    assertThat(plan.warnings())
        .anyMatch(warning -> warning.startsWith(directory + "/etc/since stays, because this"))
        .anyMatch(warning -> warning.contains("etc/new stays, because"));
    assertThat(
            Shell.run(
                directory,
                """
                cd etc; find . | sort; cat one old $'bad\\377' $'dir\\377'/*; readlink keep/slashes
                """))
        .isEqualTo(
            """
            .
            ./bad\u00ff
            ./dir\u00ff
            ./dir\u00ff/in
            ./dir\u00ff/new
            ./fifo
            ./keep
            ./keep/slashes
            ./new
            ./new/deep
            ./new/deep/pipe
            ./null
            ./old
            ./one
            ./since
            one
            old
            bad
            more
            in
            new
            a//b
            """);
  }

  @Test
  void aStrictCaptureRefusesWhatCannotBePutBack() {
    Shell.run(directory, "mkdir etc; mkfifo etc/fifo");
    refused(() -> bench.capture("one", "etc"), FailureType.TOOL_MISSING, "etc/fifo");
  }

  @Test
  void whatStandsInTheWayAndCannotBePutBackIsRefused() {
    Shell.run(directory, "mkdir etc; echo one > etc/one; echo two > etc/two");
    NodeId root = bench.capture("one", "etc");
    Shell.run(directory, "cd etc; rm one; mkfifo one; echo TWO > two");
    String before = state();

    refused(() -> bench.plan("p", root), FailureType.SNAPSHOT_NOT_RESTORABLE, "etc/one");

    assertThat(state()).isEqualTo(before);
  }

  @Test
  void whatIsNotReplacedKeepsItsAttributesAndAcls() {
    Shell.run(
        directory,
        """
        mkdir -p etc/d; echo one > etc/d/one; echo two > etc/d/two; setfattr -n trusted.a -v 1 etc/d
        setfattr -n trusted.b -v 2 etc/d/one; setfacl -m u:77:r etc/d/one
        """);
    String captured = state();
    NodeId root = bench.capture("one", "etc");
    Shell.run(directory, "cd etc/d; chmod u+x one; touch one; echo TWO > two; touch new");

    bench.rollBack("p", root);

    assertThat(state()).isEqualTo(captured);
  }

  @Test
  void attributesThatTheKernelsCallsCapturedAreNotPutBackByHalves() {
    Shell.run(directory, "mkdir etc; echo 1 > etc/a; setfattr -n trusted.t -v 1 etc/a");
    NodeId root = new Bench(directory).capture("one", "etc");
    Shell.run(directory, "rm etc/a; touch etc/b");
    String before = state();

    refused(() -> bench.plan("p", root), FailureType.SNAPSHOT_NOT_RESTORABLE, "etc/a has extended");

    assertThat(state()).isEqualTo(before);
  }

  @Test
  void aPipeThatTheKernelsCallsCapturedStaysAndIsNotMadeAnew() {
    Shell.run(directory, "mkdir etc; echo 1 > etc/a; mkfifo etc/pipe");
    String captured = state();
    NodeId root = new Bench(directory).capture("one", "etc");
    Shell.run(directory, "echo 2 > etc/a");
    PlannedFiles plan = bench.plan("p", root);
    bench.restore("p", plan);
    assertThat(plan.warnings()).anyMatch(each -> each.contains("etc/pipe stays"));
    assertThat(state()).isEqualTo(captured);
    Shell.run(directory, "rm etc/pipe");

    refused(() -> bench.plan("q", root), FailureType.SNAPSHOT_NOT_RESTORABLE, "etc/pipe is a fifo");
  }

  @Test
  void whatAParentProvesUnchangedIsNotReadAgain() {
    Shell.run(directory, "mkdir etc; echo one > etc/one; echo two > etc/two; sleep 2.1");
    CapturedFiles first = bench.captured("one", USUAL, Optional.empty(), "etc");
    Shell.run(directory, "touch -r etc/one ref; echo ONE > etc/one; touch -r ref etc/one");

    CapturedFiles second = bench.captured("two", USUAL, Optional.of(first.root()), "etc");

    assertThat(second.totals().unchanged()).isEqualTo(1);
    assertThat(second.totals().changed()).isEqualTo(1);
  }
}
