package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a capture of a tree takes in, leaves out, reads and tells.
class CaptureTest {
  private static final CaptureOptions USUAL = new CaptureOptions(List.of(), false, false, false);

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void prepare() throws IOException {
    directory = directory.toRealPath();
    bench = new Bench(directory);
    Shell.run(directory, "mkdir -p t/a t/b; echo one > t/a/one; echo two > t/b/two");
  }

  @AfterEach
  void unmount() {
    Shell.run(
        directory,
        """
        awk -v d="$PWD/" 'index($2, d) == 1 {print $2}' /proc/mounts | sort -r | xargs -r -n1 umount
        """);
  }

  private CapturedFiles capture(String id, CaptureOptions options) {
    return bench.captured(id, options, Optional.empty(), "t");
  }

  /// Times as old as a file's that was written a while ago.
  private void age() {
    Shell.run(directory, "sleep 2.1");
  }

  @Test
  void whatAParentProvesUnchangedIsNotReadAgain() {
    age();
    CapturedFiles first = capture("one", USUAL);
    Shell.run(directory, "echo more >> t/b/two; echo new > t/b/new");

    CapturedFiles second = bench.captured("two", USUAL, Optional.of(first.root()), "t");

    assertThat(second.totals().unchanged()).isEqualTo(1);
    assertThat(second.totals().changed()).isEqualTo(1);
    assertThat(second.totals().fresh()).isEqualTo(1);
  }

  @Test
  void anUnchangedTreeIsTheSameNode() {
    age();
    CapturedFiles first = capture("one", USUAL);

    CapturedFiles second = bench.captured("two", USUAL, Optional.of(first.root()), "t");

    var reader = new TreeReader(bench.store().reader());
    assertThat(Snapshot.read(second.root(), reader).top())
        .isEqualTo(Snapshot.read(first.root(), reader).top());
  }

  @Test
  void aFileWhoseTimesWerePutBackIsReadAgain() {
    age();
    CapturedFiles first = capture("one", USUAL);
    Shell.run(directory, "touch -r t/a/one ref; echo ONE > t/a/one; touch -r ref t/a/one");

    CapturedFiles second = bench.captured("two", USUAL, Optional.of(first.root()), "t");

    assertThat(second.totals().changed()).isEqualTo(1);
  }

  @Test
  void aFileThatChangedInTheSameTickIsNotBelieved() {
    assertThat(believed(bench, capture("one", USUAL))).isEmpty();
  }

  @Test
  void whileTheClockIsSetBackNothingIsBelieved() {
    age();
    assertThat(believed(bench, capture("one", USUAL))).isNotEmpty();
    Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
    var late = new Bench(directory, LinuxSystem.detected(), behind);

    CapturedFiles captured = late.captured("two", USUAL, Optional.empty(), "t");

    assertThat(believed(late, captured)).isEmpty();
  }

  /// The entries that a later capture need not read.
  private static List<String> believed(Bench bench, CapturedFiles captured) {
    var reader = new TreeReader(bench.store().reader());
    var believed = new ArrayList<String>();
    new Listing(Snapshot.read(captured.root(), reader), reader)
        .forEach(
            _ -> true,
            (path, entry, _) -> {
              if (entry.witness() != null) {
                believed.add(path.toString());
              }
              return true;
            });
    return believed;
  }

  @Test
  void excludedNamesAreNeitherCapturedNorTouched() {
    Shell.run(
        directory,
        """
        cd t; mkdir -p logs a/logs cache; echo l > logs/x.log; echo l > a/y.log
        echo keep > a/keep.log; echo c > cache/c; echo d > a/cache
        """);
    var options =
        new CaptureOptions(
            List.of("*.log", "!keep.log", "/cache/", "# a comment", ""), false, false, false);
    CapturedFiles captured = capture("one", options);
    assertThat(bench.files(captured))
        .extracting(file -> file.path().substring(directory.toString().length() + 1))
        .containsExactly(
            "t",
            "t/a",
            "t/a/cache",
            "t/a/keep.log",
            "t/a/logs",
            "t/a/one",
            "t/b",
            "t/b/two",
            "t/logs");
    Shell.run(
        directory,
        """
        cd t; echo L > logs/x.log; echo C > cache/c; rm a/keep.log; mkdir -p new/deep
        echo n > new/deep/n.log; echo n > new/n; echo f > b/fresh
        """);

    PlannedFiles plan = bench.plan("p", captured.root());
    bench.restore("p", plan);

    assertThat(plan.warnings()).anyMatch(warning -> warning.contains("t/new stays"));
    assertThat(Shell.run(directory, "cat t/logs/x.log t/cache/c t/a/keep.log t/new/deep/n.log"))
        .isEqualTo("L\nC\nkeep\nn\n");
    assertThat(Shell.run(directory, "ls t/new t/b")).isEqualTo("t/b:\ntwo\n\nt/new:\ndeep\n");
  }

  @Test
  void aCacheDirectoryIsCapturedAsItsTagAlone() {
    Shell.run(
        directory,
        """
        mkdir t/cache; echo big > t/cache/data
        echo 'Signature: 8a477f597d28d172789f06886806bc55' > t/cache/CACHEDIR.TAG
        mkdir t/none; echo small > t/none/data; echo no > t/none/CACHEDIR.TAG
        """);

    CapturedFiles captured = capture("one", new CaptureOptions(List.of(), true, false, false));

    assertThat(bench.files(captured))
        .extracting(CapturedFiles.CapturedFile::path)
        .anyMatch(path -> path.endsWith("t/cache/CACHEDIR.TAG"))
        .noneMatch(path -> path.endsWith("t/cache/data"))
        .anyMatch(path -> path.endsWith("t/none/data"));
    Shell.run(directory, "echo other > t/cache/data");
    bench.rollBack("p", captured.root());
    assertThat(Shell.run(directory, "cat t/cache/data")).isEqualTo("other\n");
  }

  @Test
  void whatIsACacheTheSnapshotDecidesAndOfWhatCameSinceItsTag() {
    Shell.run(
        directory,
        """
        tag='Signature: 8a477f597d28d172789f06886806bc55'
        mkdir t/cache t/plain; echo big > t/cache/data; echo "$tag" > t/cache/CACHEDIR.TAG
        """);
    CapturedFiles captured = capture("one", new CaptureOptions(List.of(), true, false, false));
    Shell.run(
        directory,
        """
        tag='Signature: 8a477f597d28d172789f06886806bc55'
        rm t/cache/CACHEDIR.TAG; echo more > t/cache/more
        echo "$tag" > t/plain/CACHEDIR.TAG; echo since > t/plain/since
        mkdir -p t/new/cache; echo kept > t/new/cache/data; echo "$tag" > t/new/cache/CACHEDIR.TAG
        echo gone > t/new/gone; mkdir t/empty; echo "$tag" > t/empty/CACHEDIR.TAG
        """);

    bench.rollBack("p", captured.root());

    assertThat(Shell.run(directory, "cd t; find cache plain new empty 2> /dev/null | sort || :"))
        .isEqualTo(
            """
            cache
            cache/CACHEDIR.TAG
            cache/data
            cache/more
            new
            new/cache
            new/cache/CACHEDIR.TAG
            new/cache/data
            plain
            """);
  }

  @Test
  void holesAndFlagsComeBack() {
    Shell.run(
        directory,
        """
        cd t; truncate -s 40M holes; printf data | dd of=holes bs=1 seek=20000000 conv=notrunc status=none
        truncate -s 3M empty; echo x > marked; chattr +d marked
        """);
    String before = blocks();
    CapturedFiles captured = capture("one", USUAL);
    Shell.run(directory, "rm -r t");

    bench.rollBack("p", captured.root());

    assertThat(blocks()).isEqualTo(before);
    assertThat(captured.totals().storedBytes()).isLessThan(100_000);
  }

  private String blocks() {
    return Shell.run(
        directory,
        """
        cd t; sha256sum holes empty; lsattr marked | cut -c1-20
        for f in holes empty; do [ $(stat -c %b $f) -lt 100 ] && echo $f is sparse; done
        """);
  }

  @Test
  void anImmutableFileComesBackImmutableAndSoDoesItsUndo() {
    assumeTrue(LinuxSystem.detected().privileged(), "Flags need root.");
    Shell.run(directory, "echo fixed > t/fixed; chattr +i t/fixed");
    CapturedFiles captured = capture("one", USUAL);
    Shell.run(directory, "chattr -i t/fixed; echo loose > t/fixed");
    PlannedFiles plan = bench.plan("p", captured.root());
    NodeId before = bench.captureBefore("before", plan);

    bench.restore("p", plan);
    assertThat(Shell.run(directory, "lsattr t/fixed | cut -c5; cat t/fixed"))
        .isEqualTo("i\nfixed\n");

    bench.rollBack("undo", before);
    assertThat(Shell.run(directory, "lsattr t/fixed | cut -c5; cat t/fixed"))
        .isEqualTo("-\nloose\n");
  }

  @Test
  void whatCannotBeReadIsToldAndLeftAloneByTheRollback() {
    Shell.run(directory, "echo secret > t/a/secret; echo more > t/b/more");
    var blind = new Bench(directory, new FaultySystem("secret", Errno.EACCES).system());
    CapturedFiles captured = blind.captured("one", USUAL, Optional.empty(), "t");
    assertThat(captured.flaws())
        .containsExactly(new Flawed(directory + "/t/a/secret", Flaw.UNREADABLE));
    Shell.run(directory, "echo newer > t/a/secret; rm t/b/more; echo since > t/a/since");

    bench.rollBack("p", captured.root());

    assertThat(Shell.run(directory, "cat t/a/secret t/b/more; ls t/a"))
        .isEqualTo("newer\nmore\none\nsecret\n");
  }

  @Test
  void socketsAreLeftAlone() {
    Shell.run(
        directory,
        """
        python3 -c 'import socket; s = socket.socket(socket.AF_UNIX); s.bind("t/then")'
        """);
    CapturedFiles captured = capture("one", USUAL);
    Shell.run(
        directory,
        """
        echo x > t/new
        python3 -c 'import socket; s = socket.socket(socket.AF_UNIX); s.bind("t/now")'
        """);

    bench.rollBack("p", captured.root());

    assertThat(Shell.run(directory, "ls -F t")).isEqualTo("a/\nb/\nnow=\nthen=\n");
  }

  @Test
  void aDirectoryThatChangesWhileItIsReadIsCountedOnce() {
    Shell.run(directory, "echo early > t/early");
    Runnable change = () -> Shell.run(directory, "echo late > t/late");
    var busy = new Bench(directory, new FaultySystem("names", change).system());

    CapturedFiles captured = busy.captured("one", USUAL, Optional.empty(), "t");

    assertThat(busy.files(captured))
        .extracting(CapturedFiles.CapturedFile::path)
        .contains(directory + "/t/early", directory + "/t/late");
    assertThat(captured.totals().directories()).isEqualTo(3);
    assertThat(captured.totals().others()).isEqualTo(busy.files(captured).size() - 3);
    assertThat(captured.totals().fresh()).isEqualTo(captured.totals().others());
  }

  @Test
  void anotherFileSystemIsPassedOver() {
    assumeTrue(LinuxSystem.detected().privileged(), "Mounting needs root.");
    Shell.run(directory, "mkdir t/m; mount -t tmpfs -o size=1m none t/m; echo inside > t/m/inside");
    CapturedFiles captured = capture("one", USUAL);
    assertThat(bench.files(captured)).noneMatch(file -> file.path().endsWith("inside"));
    assertThat(captured.notes()).anyMatch(note -> note.contains("t/m is a mount point"));
  }

  /// While one thread waits here, the other finishes directories.
  private void awaitCheckpoint() {
    long patience = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (checkpointed() < 10 && System.nanoTime() < patience) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  @Test
  void aRepeatedCaptureDoesNotReadWhatTheFirstFinished() {
    Shell.run(directory, "for d in $(seq 400); do mkdir t/d$d; echo $d > t/d$d/file; done");
    age();
    bench.engine().withCheckpoints(Duration.ZERO);
    var request =
        new FileEngine.CaptureRequest(
            Scope.plain(bench.roots(), List.of(directory + "/t")),
            new Owner("one"),
            USUAL,
            Optional.empty());
    org.assertj.core.api.Assertions.assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                bench
                    .engine()
                    .capture(
                        request,
                        (_, done, _) -> {
                          if (done >= 200) {
                            awaitCheckpoint();
                            throw new IllegalStateException("stands for a crash");
                          }
                        }));

    CapturedFiles captured = bench.engine().capture(request, FileProgress.NONE);

    assertThat(captured.totals().others()).isEqualTo(402);
    assertThat(captured.totals().unchanged()).isGreaterThanOrEqualTo(10);
  }

  /// How many directories the store knows to be finished.
  private int checkpointed() {
    try {
      for (NodeId root : bench.store().nodes(new Owner("one/checkpoint"))) {
        return bench.store().reader().node(root).nodes().size();
      }
      return 0;
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theUndoOfAPlanHoldsOnlyWhatThePlanTouches() {
    Shell.run(
        directory,
        "for i in $(seq 200); do echo $i > t/a/f$i; done; head -c 5000000 /dev/urandom > t/big");
    CapturedFiles captured = capture("one", USUAL);
    Shell.run(directory, "echo other > t/a/f7; chmod 600 t/a/f8; rm t/a/f9; echo new > t/b/new");
    String changed = TreeText.of(directory.resolve("t"));
    PlannedFiles plan = bench.plan("p", captured.root());

    NodeId before = bench.captureBefore("before", plan);
    bench.restore("p", plan);
    CapturedFiles undo = bench.engine().describe(before, bench.store().reader());
    bench.rollBack("undo", before);

    assertThat(undo.totals().others()).isEqualTo(3);
    assertThat(undo.totals().storedBytes()).isLessThan(10_000);
    assertThat(TreeText.of(directory.resolve("t"))).isEqualTo(changed);
  }
}
