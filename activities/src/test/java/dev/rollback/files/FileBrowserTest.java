package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBrowserTest {
  @TempDir private Path directory;
  private Bench bench;
  private FileBrowser browser;
  private NodeId first;

  @BeforeEach
  void prepare() throws IOException {
    directory = directory.toRealPath();
    bench = new Bench(directory);
    browser = new FileBrowser(bench.roots(), Set.of(directory.resolve("store")));
    Shell.run(
        directory,
        """
        mkdir -p t/d/e; cd t; echo one > one; echo two > d/two; ln -s one link; echo gone > d/e/gone
        head -c 600000 /dev/urandom > large
        """);
    first = bench.capture("first", "t");
    Shell.run(
        directory,
        "cd t; echo ONE > one; rm -r d/e; chmod 600 d/two; mkdir n; echo n > n/new; rm link; mkdir"
            + " link");
  }

  private List<String> entries(Optional<String> path, boolean recursive) {
    var told = new ArrayList<String>();
    browser.entries(
        first, bench.store().reader(), path, recursive, each -> told.add(each.file().path()));
    return told.stream().map(each -> each.substring(directory.toString().length() + 1)).toList();
  }

  private List<String> marks(List<FileBrowser.Difference> differences) {
    return differences.stream()
        .map(each -> each.mark() + each.path().substring(directory.toString().length()))
        .toList();
  }

  @Test
  void aListingTellsWhatWasAskedFor() {
    assertThat(entries(Optional.empty(), false)).containsExactly("t");
    assertThat(entries(Optional.of(directory + "/t/d"), false)).containsExactly("t/d/e", "t/d/two");
    assertThat(entries(Optional.of(directory + "/t/d"), true))
        .containsExactly("t/d/e", "t/d/e/gone", "t/d/two");
    assertThat(entries(Optional.of(directory + "/t/one"), false)).containsExactly("t/one");
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(() -> entries(Optional.of(directory + "/t/none"), true))
        .withMessageContaining("t/none");
  }

  @Test
  void contentIsReadWhole() throws IOException {
    String sum = Shell.run(directory, "sha256sum < t/large");
    try (var content = browser.content(first, bench.store().reader(), directory + "/t/large")) {
      assertThat(ContentId.of(content.readAllBytes()).hex()).isEqualTo(sum.substring(0, 64));
    }
    try (var content = browser.content(first, bench.store().reader(), directory + "/t/one")) {
      assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("one\n");
    }
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(() -> browser.content(first, bench.store().reader(), directory + "/t/d"))
        .withMessageContaining("directory");
  }

  @Test
  void twoSnapshotsAreCompared() {
    NodeId second = bench.capture("second", "t");
    var found = new ArrayList<FileBrowser.Difference>();
    browser.diff(
        first, second, bench.store().reader(), bench.store().reader(), List.of(), found::add);
    assertThat(marks(found))
        .containsExactly(
            "-/t/d/e", "-/t/d/e/gone", "U/t/d/two", "T/t/link", "+/t/n", "+/t/n/new", "M/t/one");
  }

  @Test
  void aSnapshotIsComparedWithWhatIsThere() {
    var found = new ArrayList<FileBrowser.Difference>();
    browser.diffLive(first, bench.store().reader(), List.of(), found::add, FileProgress.NONE);
    assertThat(marks(found))
        .containsExactly(
            "-/t/d/e", "-/t/d/e/gone", "U/t/d/two", "T/t/link", "+/t/n", "+/t/n/new", "M/t/one");
    found.clear();
    browser.diffLive(
        first, bench.store().reader(), List.of(directory + "/t/d"), found::add, FileProgress.NONE);
    assertThat(marks(found)).containsExactly("-/t/d/e", "-/t/d/e/gone", "U/t/d/two");
  }

  @Test
  void whatWouldBeInTheWayOfARollbackIsTold() {
    var options = new CaptureOptions(List.of("*.tmp"), false, false, true);
    NodeId root = bench.captured("tmp", options, Optional.empty(), "t").root();
    Shell.run(directory, "cd t; rm one; mkdir -p one came; touch one/x.tmp one/y came/z.tmp");
    var found = new ArrayList<FileBrowser.Difference>();

    browser.diffLive(root, bench.store().reader(), List.of(), found::add, FileProgress.NONE);

    assertThat(marks(found)).containsExactly("+/t/came", "T/t/one", "+/t/one/y");
  }

  @Test
  void whatIsMountedSinceIsToldAndNotEntered() {
    assumeTrue(LinuxSystem.detected().privileged(), "Mounting needs root.");
    Shell.run(directory, "mkdir t/m t/n/m; for m in t/m t/n/m; do mount -t tmpfs none $m; done");
    var found = new ArrayList<FileBrowser.Difference>();
    try {
      Shell.run(directory, "touch t/m/inside");

      browser.diffLive(first, bench.store().reader(), List.of(), found::add, FileProgress.NONE);
    } finally {
      Shell.run(directory, "umount t/m t/n/m");
    }

    assertThat(marks(found)).contains("+/t/m", "+/t/n", "+/t/n/m", "+/t/n/new");
    assertThat(marks(found)).doesNotContain("+/t/m/inside");
  }

  @Test
  void whatIsMountedOverACapturedDirectoryHidesWhatIsInIt() {
    assumeTrue(LinuxSystem.detected().privileged(), "Mounting needs root.");
    Shell.run(directory, "mount -t tmpfs none t/d");
    var found = new ArrayList<FileBrowser.Difference>();
    try {
      Shell.run(directory, "touch t/d/inside");

      browser.diffLive(first, bench.store().reader(), List.of(), found::add, FileProgress.NONE);
    } finally {
      Shell.run(directory, "umount t/d");
    }

    assertThat(marks(found)).contains("T/t/d", "-/t/d/two").doesNotContain("+/t/d/inside");
  }

  @Test
  void damageIsTracedToTheFilesThatNeedIt() {
    String one = ContentId.of("one\n".getBytes(StandardCharsets.UTF_8)).hex();
    assertThat(browser.touchedBy(first, bench.store().reader(), Set.of(one), 10))
        .containsExactly(directory + "/t/one");
  }
}
