package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is refused, by which type, and that nothing is changed by it.
@ParameterizedClass
@EnumSource
class RefusalTest {
  private final Through through;
  @TempDir private Path directory;
  private Bench bench;

  RefusalTest(Through through) {
    this.through = through;
  }

  @BeforeEach
  void prepare() throws IOException {
    directory = directory.toRealPath();
    bench = new Bench(directory, through.system());
    Shell.run(directory, "mkdir -p etc/sub; echo one > etc/one; echo two > etc/sub/two");
  }

  @AfterEach
  void unmount() {
    Shell.run(
        directory,
        """
        chattr -R -i -a etc 2>/dev/null || :
        awk -v d="$PWD/" 'index($2, d) == 1 {print $2}' /proc/mounts | sort -r | xargs -r -n1 umount
        """);
  }

  @Test
  void whatIsMissingIsNotFound() {
    refused(() -> bench.capture("x", "no/such"), FailureType.PATH_NOT_FOUND, "no/such");
    refused(() -> bench.capture("x", "etc/*.none"), FailureType.PATH_NOT_FOUND, "*.none");
    assertThat(FileEngine.unavailable()).isEmpty();
  }

  @Test
  void aPlanWhoseRestoreHasBegunIsNotForgotten() throws IOException {
    NodeId root = bench.capture("x", "etc");
    bench.plan("p", root);
    var journals = new Journals(directory.resolve("state"));
    journals.write(
        new Journal(Journal.Phase.SWAPPING, "p", root, "n", Numbers.none(), Numbers.none()));

    assertThat(bench.engine().forget("p")).isFalse();
    assertThat(bench.store().owners()).contains(new Owner("plan/p"));

    journals.delete("p");
    assertThat(bench.engine().forget("p")).isTrue();
    assertThat(bench.store().owners()).doesNotContain(new Owner("plan/p")).contains(new Owner("x"));
  }

  @Test
  void theStoreIsNotCapturedIntoItself() {
    refused(() -> bench.capture("x", "."), FailureType.INVALID_REQUEST, "/st");
    refused(() -> bench.capture("x", "store"), FailureType.INVALID_REQUEST, "/store");
    refused(() -> bench.capture("x", "*"), FailureType.INVALID_REQUEST, "/st");
    refused(() -> bench.capture("x", "state/any"), FailureType.INVALID_REQUEST, "state");
  }

  @Test
  void aPathThroughALinkIsNotCaptured() {
    Shell.run(directory, "mkdir out; echo x > out/x; ln -s out link");
    refused(() -> bench.capture("x", "link/x"), FailureType.PATH_NOT_ALLOWED, "/link is");
    refused(() -> bench.capture("x", "link/*"), FailureType.PATH_NOT_ALLOWED, "/link is");
  }

  @Test
  void aDirectoryReplacedByALinkIsNotWrittenThrough() {
    Shell.run(directory, "mkdir -p srv/app out; echo a > srv/app/a.conf; echo x > out/a.conf");
    NodeId root = bench.capture("one", "srv/app/a.conf");
    Shell.run(directory, "mv srv/app srv/old; ln -s ../out srv/app");
    String before = TreeText.of(directory.resolve("out"));
    refused(() -> bench.plan("p", root), FailureType.PATH_NOT_ALLOWED, "srv/app");
    assertThat(TreeText.of(directory.resolve("out"))).isEqualTo(before);
  }

  @Test
  void theStoreIsNotCapturedThroughAGlob() {
    refused(() -> bench.capture("x", "st[o]re/**"), FailureType.INVALID_REQUEST, "/store");
    refused(() -> bench.capture("x", "**/owners/*"), FailureType.INVALID_REQUEST, "/st");
  }

  @Test
  void whatLiesDeepIsCapturedAndRestored() {
    int depth = through == Through.PATHS ? 150 : 1500;
    Shell.run(directory, "mkdir -p deep/" + "d/".repeat(depth) + "; cd deep/d/d; echo x > leaf");
    NodeId root = bench.capture("deep", "deep");
    String before = Shell.run(directory, "find deep | sha256sum");
    Shell.run(directory, "rm -rf deep/d/d");

    bench.rollBack("p", root);

    assertThat(Shell.run(directory, "find deep | sha256sum")).isEqualTo(before);
    Shell.run(directory, "rm -rf deep");
  }

  @Test
  void aNameLongerThanTheFileSystemAllowsIsTheRequestsFault() {
    refused(
        () -> bench.capture("x", "etc/" + "n".repeat(256)), FailureType.INVALID_REQUEST, "longer");
  }

  @Test
  void aLinkPlantedBetweenPlanAndRestoreIsNotWrittenThrough() {
    Shell.run(directory, "mkdir -p srv/app out; echo a > srv/app/a.conf; echo x > out/a.conf");
    NodeId root = bench.capture("one", "srv/app/a.conf");
    Shell.run(directory, "echo b > srv/app/a.conf");
    PlannedFiles plan = bench.plan("p", root);
    Shell.run(directory, "mv srv/app srv/old; ln -s ../out srv/app");
    String before = TreeText.of(directory.resolve("out"));
    refused(() -> bench.restore("p", plan), FailureType.PATH_NOT_ALLOWED, "srv/app");
    assertThat(TreeText.of(directory.resolve("out"))).isEqualTo(before);
  }

  @Test
  void aFullTargetIsRefusedBeforeAnythingIsTouched() {
    mount("mkdir small; mount -t tmpfs -o size=1m none small");
    Shell.run(directory, "head -c 600000 /dev/urandom > small/file");
    NodeId root = bench.capture("one", "small/file");
    Shell.run(directory, "echo x > small/file; head -c 900000 /dev/zero > small/filler");
    String before = TreeText.of(directory.resolve("small"));
    refused(() -> bench.plan("p", root), FailureType.INSUFFICIENT_DISK_SPACE, "small/file");
    assertThat(TreeText.of(directory.resolve("small"))).isEqualTo(before);
  }

  @Test
  void aTargetThatFillsUpWhileStagingIsLeftAsItWas() {
    mount("mkdir small; mount -t tmpfs -o size=1m none small");
    Shell.run(
        directory,
        "mkdir small/d; head -c 300000 /dev/urandom > small/d/a; head -c 300000 /dev/urandom >"
            + " small/d/b");
    NodeId root = bench.capture("one", "small/d");
    Shell.run(directory, "rm small/d/*; touch -d 2020-01-01 small/d");
    PlannedFiles plan = bench.plan("p", root);
    Shell.run(directory, "head -c 600000 /dev/zero > small/filler");
    String before = TreeText.of(directory.resolve("small/d"));
    refused(() -> bench.restore("p", plan), FailureType.INSUFFICIENT_DISK_SPACE, "small/d");
    assertThat(TreeText.of(directory.resolve("small/d"))).isEqualTo(before);
    assertThat(bench.leftovers()).isEmpty();
    Shell.run(directory, "rm small/filler");
    assertThat(bench.restore("p", plan).create()).isEqualTo(2);
  }

  @Test
  void aReadOnlyTargetIsRefused() {
    NodeId root = bench.capture("one", "etc");
    Shell.run(directory, "echo x > etc/one");
    mount("mount --bind etc etc; mount -o remount,bind,ro etc");
    refused(
        () -> bench.plan("p", root),
        FailureType.PERMISSION_DENIED,
        through.isKernel() ? "read-only" : "/etc");
  }

  @Test
  void anImmutableTargetIsRefused() {
    assumeTrue(through.isKernel(), "Java tells of no flags.");
    NodeId root = bench.capture("one", "etc");
    Shell.run(directory, "echo x > etc/one");
    try {
      Shell.run(directory, "chattr +i etc/one");
    } catch (AssertionError unsupported) {
      assumeTrue(false, "This file system has no immutable flag.");
    }
    refused(() -> bench.plan("p", root), FailureType.PERMISSION_DENIED, "etc/one");
  }

  @Test
  void whatIsMountedIsNeitherCapturedNorRemoved() {
    mount("mkdir etc/mnt; mount -t tmpfs -o size=1m none etc/mnt; echo inside > etc/mnt/inside");
    CapturedFiles captured = bench.captured("one", "etc");
    assertThat(captured.notes()).anyMatch(note -> note.contains("mount point"));
    assertThat(bench.files(captured)).noneMatch(file -> file.path().endsWith("inside"));
    Shell.run(directory, "echo x > etc/one");
    bench.rollBack("p", captured.root());
    assertThat(Shell.run(directory, "cat etc/one etc/mnt/inside")).isEqualTo("one\ninside\n");
  }

  @Test
  void aDirectoryWithAMountInItIsNotRemoved() {
    NodeId root = bench.capture("one", "etc");
    mount(
        "mkdir -p etc/new/mnt; mount -t tmpfs -o size=1m none etc/new/mnt; echo i > etc/new/mnt/i");
    refused(() -> bench.plan("p", root), FailureType.SNAPSHOT_NOT_RESTORABLE, "etc/new/mnt");
    assertThat(Shell.run(directory, "cat etc/new/mnt/i")).isEqualTo("i\n");
  }

  @Test
  void aFlippedBitIsFoundBeforeAnythingIsTouched() {
    Shell.run(directory, "head -c 5000 /dev/urandom > etc/one");
    CapturedFiles captured = bench.captured("one", "etc");
    Shell.run(
        directory,
        """
        for f in $(find store/packs -type f)
        do for at in $(seq 100 500 $(stat -c %s $f))
           do printf '\\x55' | dd of=$f bs=1 seek=$at conv=notrunc status=none
           done
        done
        echo x > etc/one
        """);
    String before = TreeText.of(directory.resolve("etc"));
    refused(
        () -> new Bench(directory, through.system()).plan("p", captured.root()),
        FailureType.SNAPSHOT_CORRUPT,
        "");
    assertThat(TreeText.of(directory.resolve("etc"))).isEqualTo(before);
  }

  @Test
  void aFileThatKeepsChangingIsNotCaptured() {
    var stop = new AtomicBoolean();
    Path busy = directory.resolve("etc/busy");
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!stop.get()) {
                      Files.writeString(busy, "x".repeat(200_000) + System.nanoTime());
                    }
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
    try {
      while (!Files.exists(busy)) {
        Thread.onSpinWait();
      }
      refusedEventually(() -> bench.capture("x" + System.nanoTime(), "etc/busy"));
    } finally {
      stop.set(true);
      join(writer);
    }
  }

  @Test
  void aPathThatIsNoPartOfTheSnapshotIsRefused() {
    NodeId root = bench.capture("one", "etc");
    refused(() -> bench.plan("p", root, "etc/none"), FailureType.PATH_NOT_FOUND, "etc/none");
    refused(() -> bench.plan("p", root, "../elsewhere"), FailureType.PATH_NOT_ALLOWED, "elsewhere");
  }

  @Test
  void aPlanIsNotCarriedOutByTwoAtOnce() {
    NodeId root = bench.capture("one", "etc");
    Shell.run(directory, "echo x > etc/one");
    PlannedFiles plan = bench.plan("p", root);
    var inner = new AtomicBoolean();
    bench.restore(
        "p",
        plan,
        (_, _, _) -> {
          if (inner.compareAndSet(false, true)) {
            refused(() -> bench.restore("p", plan), FailureType.TARGET_BUSY, "p");
            refused(
                () -> new Bench(directory, through.system()).restore("p", plan),
                FailureType.TARGET_BUSY,
                "p");
          }
        });
    assertThat(Shell.run(directory, "cat etc/one")).isEqualTo("one\n");
  }

  @Test
  void aChangeWhileSwappingIsRefusedAndEverythingUndone() {
    NodeId root = bench.capture("one", "etc");
    Shell.run(directory, "echo x > etc/one; echo y > etc/sub/two; echo z > etc/zzz");
    PlannedFiles plan = bench.plan("p", root);
    var once = new AtomicBoolean();
    refused(
        () ->
            bench.restore(
                "p",
                plan,
                (phase, done, _) -> {
                  if (phase.equals("swapping") && done == 1 && once.compareAndSet(false, true)) {
                    Shell.run(directory, "echo mine > etc/sub/two");
                  }
                }),
        FailureType.TARGET_CHANGED,
        "etc/sub/two");
    assertThat(Shell.run(directory, "cat etc/one etc/sub/two etc/zzz")).isEqualTo("x\nmine\nz\n");
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void aDeadPlansLeftoversAreCleanedAndOthersFilesAreNot() {
    Shell.run(directory, "echo mine > etc/.rollback-p1-0123456789abcdef-0.new");
    NodeId root = bench.capture("one", "etc");
    Shell.run(directory, "echo x > etc/one; echo y > etc/sub/two");
    PlannedFiles first = bench.plan("p1", root);
    try {
      bench.restore(
          "p1",
          first,
          (phase, done, _) -> {
            if (phase.equals("swapping") && done == 1) {
              throw new StackOverflowError("stands for the death of the process");
            }
          });
    } catch (StackOverflowError died) {
      assertThat(bench.leftovers()).isNotEmpty();
    }
    bench.rollBack("p2", root);
    assertThat(Shell.run(directory, "cat etc/one etc/sub/two")).isEqualTo("one\ntwo\n");
    assertThat(bench.leftovers()).isEqualTo("./etc/.rollback-p1-0123456789abcdef-0.new\n");
  }

  @Test
  void aDiscardedCaptureIsGone() throws IOException {
    bench.capture("one", "etc");
    bench.engine().discard(new Owner("one"));
    assertThat(bench.store().owners()).isEmpty();
  }

  private void mount(String script) {
    assumeTrue(LinuxSystem.detected().privileged(), "Mounting needs root.");
    Shell.run(directory, script);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Under load a writer may pause for a whole reading: until one reading met it.
  private static void refusedEventually(Runnable action) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      try {
        action.run();
      } catch (RollbackException e) {
        assertThat(e.type()).isEqualTo(FailureType.SOURCE_CHANGING);
        return;
      }
    }
    throw new AssertionError("A changing file was captured again and again.");
  }

  private static void refused(Runnable action, FailureType type, String named) {
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(action::run)
        .withMessageContaining(named)
        .extracting(RollbackException::type)
        .isEqualTo(type);
  }
}
