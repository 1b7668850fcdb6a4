package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobTest {
  @TempDir private Path directory;

  @BeforeEach
  void resolve() throws IOException {
    directory = directory.toRealPath();
  }

  @Test
  void namesMatchAsTheGrammarSays() {
    assertThat(matches("*.conf", "a.conf", ".conf", "a.b.conf")).isTrue();
    assertThat(matches("*", ".hidden", "x")).isTrue();
    assertThat(matches("?", "é", "a")).isTrue();
    assertThat(matches("[a-c]?", "b1", "cz")).isTrue();
    assertThat(matches("[!a-c]", "d")).isTrue();
    assertThat(matches("[]]", "]")).isTrue();
    assertThat(matches("a\\*b", "a*b")).isTrue();
    assertThat(matches("[", "[")).isTrue();
    assertThat(matches("[!a-c]", "a")).isFalse();
    assertThat(matches("a\\*b", "axb")).isFalse();
    assertThat(matches("?", "ab")).isFalse();
    assertThat(matches("*.conf", "a.conf.old")).isFalse();
    assertThat(GlobName.of(Names.utf8("?")).matches(new byte[] {(byte) 0xff})).isTrue();
  }

  @Test
  void aManyStarredPatternIsDecidedAtOnce() {
    assertThat(matches("*a*a*a*a*a*a*a*a*a*a*a*b", "a".repeat(255))).isFalse();
  }

  @Test
  void whatMatchesAtAnyDepthIsCapturedAndWhatIsMadeSinceIsRemoved() {
    Shell.run(
        directory,
        "mkdir -p s/x/y s/z; for f in s/a.conf s/x/b.conf s/x/y/c.conf s/z/d.txt; do echo 1 > $f;"
            + " done");
    var bench = new Bench(directory);
    CapturedFiles captured = bench.captured("one", "s/**/*.conf");
    assertThat(bench.files(captured).stream().map(file -> file.path().replaceFirst(".*/s/", "")))
        .containsExactlyElementsOf(List.of("a.conf", "x/b.conf", "x/y/c.conf"));
    Shell.run(directory, "rm -r s/x; echo 2 > s/a.conf; echo 2 > s/z/new.conf; echo 2 > s/z/d.txt");

    bench.rollBack("p", captured.root());

    assertThat(Shell.run(directory, "cat s/a.conf s/x/b.conf s/x/y/c.conf s/z/d.txt; ls s/z"))
        .isEqualTo("1\n1\n1\n2\nd.txt\n");
  }

  @Test
  void anEscapedNameIsTakenAsItIs() {
    Shell.run(directory, "mkdir s; echo 1 > 's/a[1].conf'; echo 1 > s/a1.conf");
    var bench = new Bench(directory);
    NodeId root = bench.capture("one", "s/a\\[1].conf");
    Shell.run(directory, "echo 2 > 's/a[1].conf'; echo 2 > s/a1.conf");

    bench.rollBack("p", root);

    assertThat(Shell.run(directory, "cat 's/a[1].conf' s/a1.conf")).isEqualTo("1\n2\n");
  }

  @Test
  void theUndoRemovesDirectoriesThatTheRollbackMade() {
    Shell.run(directory, "mkdir -p s/x; echo 1 > s/x/file");
    var bench = new Bench(directory);
    NodeId root = bench.capture("one", "s/x/file");
    Shell.run(directory, "rm -r s/x");
    NodeId safety = bench.captureForSafety("two", "s/x/file");
    bench.rollBack("p", root);
    assertThat(Shell.run(directory, "cat s/x/file")).isEqualTo("1\n");

    bench.rollBack("undo", safety);

    assertThat(Shell.run(directory, "ls s")).isEmpty();
  }

  @Test
  void onePathOfASnapshotIsRolledBackAlone() {
    Shell.run(directory, "mkdir -p s/x; echo 1 > s/x/a; echo 1 > s/b");
    var bench = new Bench(directory);
    NodeId root = bench.capture("one", "s");
    Shell.run(directory, "echo 2 > s/x/a; echo 2 > s/b; echo 2 > s/x/new");

    bench.restore("p", bench.plan("p", root, "s/x"));

    assertThat(Shell.run(directory, "cat s/x/a s/b; ls s/x")).isEqualTo("1\n2\na\n");
  }

  private static boolean matches(String pattern, String... names) {
    GlobName glob = GlobName.of(Names.utf8(pattern));
    return Arrays.stream(names).allMatch(name -> glob.matches(Names.utf8(name)));
  }
}
