package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files whose bytes git converts come back byte for byte, and no program that a repository names
/// runs.
class GitConversionsTest {
  private Bench bench;
  private TestRepository repository;
  private Path directory;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    this.directory = directory.toRealPath();
    bench = new Bench(directory);
    repository = bench.repository("shop");
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  private void checkRoundTrip(String damage) {
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.shell(damage);
    repository.commit("second");
    bench.rollBack(snapshot);
    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void lineEndsComeBackAsTheyWere() {
    repository.write(".gitattributes", "*.bat text eol=crlf\n*.txt text=auto\n*.sh text eol=lf\n");
    repository.write("crlf.bat", "a\r\nb\r\n").write("auto.txt", "a\nb\n").write("x.sh", "a\n");
    repository.commit("first");
    repository
        .write("lf.bat", "a\nb\n")
        .write("mixed.bat", "a\r\nb\n")
        .write("mixed.txt", "a\r\nb\n");
    repository.git("add", "-A");
    repository.git("commit", "-q", "-m", "odd line ends");
    repository.write("dirty.bat", "x\ny\r\n");

    checkRoundTrip("for f in *.bat *.txt *.sh; do printf 'other\\n' > $f; done");
  }

  @Test
  void autocrlfComesBackAsItWas() {
    repository.git("config", "core.autocrlf", "true");
    repository.write("crlf", "a\r\nb\r\n").write("lf", "a\nb\n").commit("first");
    repository.write("mixed", "a\r\nb\n").write("lf", "edited\n");

    checkRoundTrip("for f in *; do printf 'other\\r\\n' > $f; done");
  }

  @Test
  void identAndEncodingsComeBackAsTheyWere() {
    repository.write(".gitattributes", "*.id ident\n*.u16 text working-tree-encoding=UTF-16\n");
    repository.write("a.id", "$Id$\n").commit("first");
    repository.shell(
        "printf 'caf\\303\\251\\n' | iconv -t UTF-16 > b.u16; rm a.id; git checkout -q a.id");
    repository.commit("second");
    assertThat(repository.read("a.id")).contains("$Id: ");

    checkRoundTrip("printf 'other\\n' > a.id; printf x | iconv -t UTF-16 > b.u16");
  }

  @Test
  void filteredFilesComeBackAndGitTakesThemForUnchanged() {
    Path ran = directory.resolve("ran");
    repository.git("config", "filter.loud.clean", "touch '" + ran + "'; tr a-z A-Z");
    repository.git("config", "filter.loud.smudge", "touch '" + ran + "'; tr A-Z a-z");
    repository.git("config", "filter.loud.required", "true");
    repository.write(".gitattributes", "*.loud filter=loud\n");
    repository.write("a.loud", "hello\n").write("it's odd.loud", "odd\n").write("plain", "x\n");
    repository.commit("first");
    repository.write("dirty.loud", "dirty\n");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.write("a.loud", "changed\n").write("it's odd.loud", "changed\n").commit("second");
    repository.shell("rm -f '" + ran + "'");

    bench.rollBack(snapshot);

    assertThat(ran).doesNotExist();
    assertThat(repository.everything()).isEqualTo(before);
    assertThat(bench.plan(snapshot).changes().total()).isZero();
  }

  @Test
  void filteredFilesThatAreOlderThanTheIndexComeBackAsUnchanged() {
    Path ran = directory.resolve("ran");
    repository.git("config", "filter.loud.clean", "touch '" + ran + "'; tr a-z A-Z");
    repository.git("config", "filter.loud.required", "true");
    repository.write(".gitattributes", "*.loud filter=loud\n");
    repository.write("a.loud", "hello\n").write("it's odd.loud", "odd\n");
    repository.shell("touch -d '1 hour ago' *.loud");
    repository.commit("first");
    var snapshot = bench.capture("s", repository);
    repository.write("a.loud", "changed\n").commit("second");
    repository.shell("rm -f '" + ran + "'");

    bench.rollBack(snapshot);

    assertThat(ran).doesNotExist();
    assertThat(repository.read("a.loud")).isEqualTo("hello\n");
    assertThat(repository.git("ls-files", "-s"))
        .isEqualTo(
            repository
                .git("ls-tree", "-r", "HEAD")
                .replaceAll("(?m) blob ([0-9a-f]{40})\t", " $1 0\t"));
    repository.shell("touch -d '+10 seconds' .git/index");
    assertThat(repository.git("diff-files", "--raw")).isEmpty();
    assertThat(ran).doesNotExist();
  }

  @Test
  void largeFileStoragePointersAndContentsComeBackWithoutItsProgram() throws IOException {
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 4\n".formatted(7);
    Path file = Files.writeString(directory.resolve("pointer"), pointer);
    repository.git("config", "filter.lfs.clean", "cat > /dev/null; cat '" + file + "'");
    repository.git("config", "filter.lfs.required", "true");
    repository.write(".gitattributes", "*.bin filter=lfs\n").write("big.bin", "big\n");
    repository.commit("first");
    assertThat(repository.git("show", "HEAD:big.bin")).startsWith("version https://git-lfs");
    var snapshot = bench.capture("s", repository);
    String before = repository.everything();
    repository.git("rm", "-q", "big.bin");
    repository.git("commit", "-q", "-m", "second");

    bench.rollBack(snapshot);

    assertThat(repository.read("big.bin")).isEqualTo("big\n");
    assertThat(repository.everything()).isEqualTo(before);
  }

  @Test
  void noProgramThatTheRepositoryNamesRuns() throws IOException {
    Path ran = directory.resolve("ran");
    Path trap = directory.resolve("trap");
    Files.writeString(trap, "#!/bin/sh\necho \"$0 $*\" >> '" + ran + "'\ncat\nexit 0\n");
    assertThat(trap.toFile().setExecutable(true)).isTrue();
    repository.write("a", "1\n").write(".gitattributes", "* filter=x diff=x merge=x\n");
    repository.commit("first");
    var snapshot = bench.capture("s", repository);
    repository.write("a", "2\n").commit("second");
    for (String key :
        new String[] {
          "core.fsmonitor",
          "core.sshCommand",
          "core.pager",
          "core.editor",
          "diff.external",
          "filter.x.clean",
          "filter.x.smudge",
          "filter.x.process",
          "diff.x.textconv",
          "diff.x.command",
          "merge.x.driver",
          "credential.helper",
          "gpg.program",
          "core.alternateRefsCommand",
          "core.askPass",
          "sequence.editor"
        }) {
      repository.git("config", key, trap.toString());
    }
    repository.git("config", "commit.gpgSign", "true");
    repository.shell(
        "for h in reference-transaction post-index-change post-checkout pre-commit post-commit"
            + " update post-rewrite; do cp '"
            + trap
            + "' .git/hooks/$h; done");
    repository.shell("printf '3\\n' > a; printf 'new\\n' > new");

    var safety = bench.captureSafely("safety", repository);
    bench.rollBack(snapshot);
    bench.undo(safety);
    bench.discard(safety);

    assertThat(ran).doesNotExist();
    assertThat(repository.read("a")).isEqualTo("3\n");
  }
}
