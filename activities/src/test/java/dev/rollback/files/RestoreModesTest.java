package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// How far a rollback goes, and how it treats large files.
@ParameterizedClass
@EnumSource
class RestoreModesTest {
  private final Through through;
  @TempDir private Path directory;
  private Bench bench;
  private NodeId root;

  RestoreModesTest(Through through) {
    this.through = through;
  }

  @BeforeEach
  void prepare() throws IOException {
    directory = directory.toRealPath();
    bench = new Bench(directory, through.system());
    Shell.run(directory, "mkdir -p t/d; echo one > t/one; echo two > t/d/two; echo 3 > t/d/three");
    root = bench.capture("one", "t");
    Shell.run(directory, "echo ONE > t/one; rm t/d/two; echo new > t/d/new; chmod 600 t/d/three");
  }

  private void rollBack(RestoreMode mode) {
    var request = new FileEngine.PlanRequest("p", root, List.of(), mode, false);
    bench.restore("p", bench.plan(request));
  }

  private String state() {
    return Shell.run(directory, "cd t; cat one; ls d; stat -c %a d/three");
  }

  @Test
  void exactPutsBackAndRemoves() {
    rollBack(RestoreMode.EXACT);
    assertThat(state()).isEqualTo("one\nthree\ntwo\n644\n");
  }

  @Test
  void overlayPutsBackAndKeepsWhatCameSince() {
    rollBack(RestoreMode.OVERLAY);
    assertThat(state()).isEqualTo("one\nnew\nthree\ntwo\n644\n");
  }

  @Test
  void missingPutsBackOnlyWhatIsGone() {
    rollBack(RestoreMode.MISSING);
    assertThat(state()).isEqualTo("ONE\nnew\nthree\ntwo\n600\n");
  }

  @Test
  void aChangedBlockOfALargeFileCostsBlocks() {
    Shell.run(directory, "head -c 40000000 /dev/urandom > t/large; sha256sum t/large > sum");
    NodeId large = bench.capture("large", "t");
    String inode = Shell.run(directory, "stat -c %i t/large");
    Shell.run(
        directory,
        """
        printf other | dd of=t/large bs=1 seek=20000000 conv=notrunc status=none
        head -c 100 /dev/zero >> t/large; sha256sum t/large > changed
        """);
    PlannedFiles plan = bench.plan("p", large);
    NodeId before = bench.captureBefore("before", plan);

    bench.restore("p", plan);

    assertThat(Shell.run(directory, "sha256sum -c --quiet sum; stat -c %i t/large"))
        .isEqualTo(inode);
    assertThat(bench.engine().describe(before, bench.store().reader()).totals().storedBytes())
        .isLessThan(6_000_000);
    bench.rollBack("undo", before);
    assertThat(Shell.run(directory, "sha256sum -c --quiet changed; stat -c %i t/large"))
        .isEqualTo(inode);
  }

  @Test
  void contentsAreReadWhereThatIsAsked() {
    Shell.run(directory, "sleep 2.1");
    NodeId again = bench.capture("again", "t");
    var request = new FileEngine.PlanRequest("v", again, List.of(), RestoreMode.EXACT, true);
    assertThat(bench.plan(request).modify()).isZero();
  }

  @Test
  void whoWritesToAFileThatIsReplacedIsTold() throws IOException {
    try (var writer =
        Files.newBufferedWriter(directory.resolve("t/one"), StandardOpenOption.APPEND)) {
      writer.write("more");
      writer.flush();
      assertThat(bench.plan("p", root).warnings())
          .anyMatch(
              warning ->
                  warning.startsWith(directory + "/t/one is open for writing by process ")
                      && warning.contains(String.valueOf(ProcessHandle.current().pid())));
    }
  }

  @Test
  void filesAreLaidDownBesideAndProved() {
    Shell.run(directory, "mkdir beside");
    var request =
        new FileEngine.BesideRequest("b", root, List.of(), directory + "/beside/there", false);

    LaidFiles laid =
        bench.engine().restoreBeside(request, bench.store().reader(), FileProgress.NONE);

    assertThat(laid.others()).isEqualTo(3);
    assertThat(laid.directories()).isEqualTo(2);
    assertThat(Shell.run(directory, "cd beside/there" + directory + "/t; cat one d/two d/three"))
        .isEqualTo("one\ntwo\n3\n");
    assertThat(state()).startsWith("ONE\n");
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void aPlaceThatHoldsSomethingIsRefused() {
    Shell.run(directory, "mkdir beside; echo mine > beside/mine");
    var request = new FileEngine.BesideRequest("b", root, List.of(), directory + "/beside", false);
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(
            () -> bench.engine().restoreBeside(request, bench.store().reader(), FileProgress.NONE))
        .withMessageContaining("not empty");
    assertThat(Shell.run(directory, "ls beside")).isEqualTo("mine\n");
  }

  @Test
  void aPlaceThatIsNoDirectoryIsRefused() {
    Shell.run(directory, "echo mine > beside");
    for (boolean into : List.of(true, false)) {
      var request = new FileEngine.BesideRequest("b", root, List.of(), directory + "/beside", into);
      assertThatExceptionOfType(RollbackException.class)
          .isThrownBy(
              () ->
                  bench.engine().restoreBeside(request, bench.store().reader(), FileProgress.NONE))
          .withMessageContaining("/beside is a file and no directory.");
    }
    assertThat(Shell.run(directory, "cat beside")).isEqualTo("mine\n");
  }

  @Test
  void whatCannotBeLaidDownKeepsNothingInTheStore() throws StoreException {
    Shell.run(directory, "mkdir -p out beside; ln -s ../out beside/$(echo $PWD | cut -d/ -f2)");
    var owners = bench.store().owners();
    var request = new FileEngine.BesideRequest("b", root, List.of(), directory + "/beside", true);

    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(
            () -> bench.engine().restoreBeside(request, bench.store().reader(), FileProgress.NONE))
        .withMessageContaining("symbolic link");

    assertThat(bench.store().owners()).isEqualTo(owners);
    assertThat(Shell.run(directory, "ls out")).isEmpty();
  }

  @Test
  void aPathThatTheSnapshotLacksIsNotLaidDown() {
    var request =
        new FileEngine.BesideRequest(
            "b", root, List.of(directory + "/t/none"), directory + "/beside", false);
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(
            () -> bench.engine().restoreBeside(request, bench.store().reader(), FileProgress.NONE))
        .withMessageContaining("t/none");
  }

  @Test
  void lossesAreCountedBeyondWhatIsNamed() {
    Shell.run(directory, "mkdir t/many; cd t/many; seq 1500 | xargs touch");
    PlannedFiles plan = bench.plan("p", root);
    assertThat(plan.created()).isEqualTo(1501);
    assertThat(plan.createdFiles()).hasSize(1000);
    assertThat(plan.delete()).isEqualTo(1502);
  }

  @Test
  void aNameOutsideKeepsItsMetadata() {
    Shell.run(directory, "mkdir out; cd t; echo a > a; ln a b");
    NodeId linked = bench.capture("linked", "t");
    Shell.run(directory, "ln t/a out/c; chmod 600 t/a");

    bench.rollBack("p", linked);

    assertThat(Shell.run(directory, "stat -c %a t/a t/b out/c; [ t/a -ef t/b ]; cat out/c"))
        .isEqualTo("644\n644\n600\na\n");
  }

  @Test
  void oneOfThePathsIsLaidDownIntoWhatIsThere() {
    Shell.run(directory, "mkdir beside; echo mine > beside/mine");
    var request =
        new FileEngine.BesideRequest(
            "b", root, List.of(directory + "/t/d/two"), directory + "/beside", true);

    bench.engine().restoreBeside(request, bench.store().reader(), FileProgress.NONE);

    assertThat(Shell.run(directory, "cd beside; find . -type f | sort"))
        .isEqualTo("./mine\n." + directory + "/t/d/two\n");
  }
}
