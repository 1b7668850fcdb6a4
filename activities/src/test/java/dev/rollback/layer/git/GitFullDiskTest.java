package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full is told as that, and everything is as it was.
class GitFullDiskTest {
  @TempDir Path directory;
  private Bench bench;
  private TestRepository repository;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(directory);
    Path small = Files.createDirectories(bench.place("small"));
    int mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "none", small.toString());
    assumeTrue(mounted == 0, "Mounting needs root.");
    repository = TestRepository.init(small.resolve("shop"));
  }

  @AfterEach
  void close() throws IOException {
    run("umount", bench.place("small").toString());
    bench.close();
  }

  private static int run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  void aDiskThatFillsAfterThePlanIsToldAsFullAndNothingIsChanged() {
    repository.write(".gitignore", "ballast\n");
    repository.shell("yes text | head -c 3000000 > large");
    repository.commit("first");
    CapturedLayer snapshot = bench.capture("s", repository);
    repository.write("large", "small\n").commit("second");
    LayerPlan plan = bench.plan(snapshot);
    String before = repository.everything();
    repository.shell("head -c 100m /dev/zero > ballast 2> /dev/null; truncate -s -600k ballast");

    RollbackException failure =
        catchThrowableOfType(RollbackException.class, () -> bench.restore(snapshot, plan));

    assertThat(failure.type()).isEqualTo(FailureType.INSUFFICIENT_DISK_SPACE);
    repository.delete("ballast");
    assertThat(repository.everything()).isEqualTo(before);
    assertThat(repository.shell("ls .git")).doesNotContain("rollback").doesNotContain("lock");
    bench.rollBack(snapshot);
    assertThat(repository.shell("stat -c %s large")).isEqualTo("3000000");
  }
}
