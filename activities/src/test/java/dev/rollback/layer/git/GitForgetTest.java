package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitForgetTest {
  private Bench bench;
  private TestRepository repository;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    bench = new Bench(directory);
    repository = bench.repository("app");
    Files.writeString(repository.top().resolve("file"), "good");
    repository.git("add", "-A");
    repository.commit("good");
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  @Test
  void aForgottenPlanLeavesNeitherContentNorJournal() throws IOException {
    var snapshot = bench.capture("s", repository);
    Files.writeString(repository.top().resolve("file"), "bad");
    var plan = bench.plan(snapshot);
    bench.restore(snapshot, plan);
    assertThat(bench.store.owners()).contains(new Owner("plan/" + plan.planId()));

    assertThat(bench.layer.forget(plan.planId(), null)).isTrue();
    assertThat(bench.layer.forget(plan.planId(), null)).isTrue();

    assertThat(bench.store.owners()).containsExactly(new Owner("s"));
    assertThat(bench.root.resolve("state/journals")).isEmptyDirectory();
  }

  @Test
  void aPlanWhoseRestoreHasBegunStays() throws IOException {
    var plan = bench.plan(bench.capture("s", repository));
    Path journal = Files.createDirectories(bench.root.resolve("state/journals/" + plan.planId()));
    Files.writeString(journal.resolve("begun"), "{}");

    assertThat(bench.layer.forget(plan.planId(), null)).isFalse();

    assertThat(journal.resolve("begun")).exists();
    assertThat(bench.store.owners()).contains(new Owner("plan/" + plan.planId()));
  }
}
