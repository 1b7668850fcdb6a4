package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Sha256;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a rollback has just laid is proved by the kernel's word, and only by that.
final class WrittenFilesTest {
  private static final long SECOND = 1_000_000_000;
  private static final long LAID = 1_700_000_000L * SECOND + 123_456_789;
  private static final long LATER = LAID + SECOND;

  private final WrittenFiles written = new WrittenFiles();

  @Test
  void whatWasLaidAndNotTouchedSinceIsProved() {
    written.add(entry(7), status(1, LAID, 10));
    written.add(entry(8), status(2, LATER, 10));

    assertThat(written.prove(entry(7), status(1, LAID, 10))).isTrue();
  }

  @Test
  void whatIsNotAsItWasLaidIsNotProved() {
    written.add(entry(7), status(1, LAID, 10));
    written.add(entry(8), status(2, LATER, 10));

    assertThat(written.prove(entry(7), status(1, LAID + 1, 10))).isFalse();
    assertThat(written.prove(entry(7), status(3, LAID, 10))).isFalse();
    assertThat(written.prove(entry(7), status(1, LAID, 11))).isFalse();
    assertThat(written.prove(entry(9), status(1, LAID, 10))).isFalse();
    assertThat(written.prove(attributed(entry(7)), status(1, LAID, 10))).isFalse();
  }

  @Test
  void whatWasLaidInTheLastTickIsRead() {
    written.add(entry(7), status(1, LAID, 10));
    written.add(entry(8), status(2, LAID + SECOND / 100, 10));

    assertThat(written.prove(entry(7), status(1, LAID, 10))).isFalse();
    assertThat(written.prove(entry(8), status(2, LAID + SECOND / 100, 10))).isFalse();
  }

  @Test
  void aClockOfWholeSecondsHasLongTicks() {
    long whole = LAID - LAID % SECOND;
    written.add(entry(7), status(1, whole, 10));
    written.add(entry(8), status(2, whole + SECOND, 10));
    assertThat(written.prove(entry(7), status(1, whole, 10))).isFalse();

    written.add(entry(9), status(3, whole + 3 * SECOND, 10));
    assertThat(written.prove(entry(7), status(1, whole, 10))).isTrue();
  }

  @Test
  void manyAreKnown() {
    for (int at = 1; at <= 100_000; at++) {
      written.add(entry(at), status(at, LAID + 1000L * at, 10));
    }
    written.add(entry(0), status(200_000, LATER, 10));

    for (int at = 1; at <= 100_000; at++) {
      assertThat(written.prove(entry(at), status(at, LAID + 1000L * at, 10))).isTrue();
    }
    assertThat(written.prove(entry(1), status(2, LAID + 2000, 10))).isFalse();
  }

  @Test
  void noMoreAreKnownThanMemoryIsFor() {
    var few = new WrittenFiles(2);
    for (int at = 1; at <= 3; at++) {
      few.add(entry(at), status(at, LAID + (at == 1 ? 0 : SECOND), 10));
    }

    assertThat(few.prove(entry(1), status(1, LAID, 10))).isTrue();
    assertThat(few.prove(entry(3), status(3, LATER, 10))).isFalse();
    assertThat(WrittenFiles.none().prove(entry(1), status(1, LAID, 10))).isFalse();
  }

  @Test
  void aFileThatSomebodyChangesBetweenTheSwapAndTheProofIsFound(@TempDir Path scratch)
      throws Exception {
    Path directory = scratch.toRealPath();
    Shell.run(directory, "mkdir -p t/d; for i in $(seq 200); do echo $i > t/d/$i; done");
    var bench = new Bench(directory);
    NodeId root = bench.capture("one", "t");
    for (int victim = 1; victim < 200; victim += 40) {
      String change =
          "cp -p t/d/%1$d keep; printf x | dd of=t/d/%1$d bs=1 conv=notrunc status=none; touch -r keep t/d/%1$d"
              .formatted(victim);
      Shell.run(directory, "rm -rf t/d");
      String id = "p" + victim;
      PlannedFiles plan =
          bench.plan(new FileEngine.PlanRequest(id, root, List.of(), RestoreMode.EXACT, false));

      assertThatThrownBy(() -> bench.restore(id, plan, meddling(directory, change)))
          .isInstanceOf(RollbackException.class)
          .hasMessageContaining("/t/d/" + victim);

      assertThat(Shell.run(directory, "ls -A t")).isEmpty();
    }
  }

  /// Rests in the middle of the staging, so that files are older than a tick, and meddles before
  /// the proof.
  private static FileProgress meddling(Path directory, String change) {
    var meddled = new AtomicBoolean();
    return (phase, done, _) -> {
      if (phase.equals("staging") && done == 150) {
        Shell.run(directory, "sleep 0.2");
      }
      if (phase.equals("proving") && meddled.compareAndSet(false, true)) {
        Shell.run(directory, change);
      }
    };
  }

  private static TreeEntry entry(long content) {
    var id = new ContentId(new Sha256(content, 1, 2, 3));
    var body = new Body.Content(10, new Pieces.Whole(id));
    return new TreeEntry(
        "file",
        FileKind.FILE,
        new Metadata(0644, 1, 2, 3, 4, 0, new TreeMap<>()),
        body,
        null,
        null);
  }

  private static TreeEntry attributed(TreeEntry entry) {
    var attributes = new TreeMap<>(Map.of("user.a", "b"));
    return new TreeEntry(
        "file",
        FileKind.FILE,
        new Metadata(0644, 1, 2, 3, 4, 0, attributes),
        entry.body(),
        null,
        null);
  }

  private static FileStatus status(long inode, long changed, long size) {
    return new FileStatus(
        FileKind.FILE,
        0644,
        1,
        2,
        size,
        3,
        4,
        changed / SECOND,
        (int) (changed % SECOND),
        new FileId(5, inode),
        1,
        0,
        0,
        false,
        0,
        false,
        8,
        6);
  }
}
