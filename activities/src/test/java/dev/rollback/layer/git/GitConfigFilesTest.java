package dev.rollback.layer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.Loss;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files beside a repository go back with it, in one plan.
class GitConfigFilesTest {
  private Bench bench;
  private TestRepository repository;
  private Path config;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    bench = new Bench(directory);
    repository = bench.repository("shop");
    repository.write("a", "1\n").commit("first");
    config = Files.writeString(bench.place("shop.conf"), "then\n");
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  private SnapshotSpec.GitCommit spec() {
    return new SnapshotSpec.GitCommit(
        repository.top().toString(), null, List.of(config.toString()), null, null);
  }

  @Test
  void configFilesAndRepositoryGoBackInOnePlan() throws IOException {
    var snapshot = bench.capture("s", spec());
    repository.write("a", "2\n").commit("second");
    Files.writeString(config, "now\n");

    var plan = bench.plan(snapshot);
    Bench.restored(bench.restore(snapshot, plan));

    assertThat(plan.changes().modify()).isEqualTo(2);
    assertThat(plan.losses()).extracting(Loss::kind).contains("commit", "modified_file");
    assertThat(plan.targets()).contains(config.toString());
    assertThat(config).hasContent("then\n");
    assertThat(repository.read("a")).isEqualTo("1\n");
  }

  @Test
  void theirFactsAreTold() {
    var metadata = (SnapshotMetadata.GitCommit) bench.capture("s", spec()).metadata();

    assertThat(metadata.files()).containsOnlyKeys(config.toString());
  }

  @Test
  void aConfigFileThatChangedSincePlanningLeavesTheRepositoryAsItWas() throws IOException {
    var snapshot = bench.capture("s", spec());
    repository.write("a", "2\n").commit("second");
    Files.writeString(config, "now\n");
    var plan = bench.plan(snapshot);
    Files.writeString(config, "later\n");
    String before = repository.everything();

    assertThatThrownBy(() -> bench.restore(snapshot, plan)).isInstanceOf(RollbackException.class);

    assertThat(config).hasContent("later\n");
    assertThat(repository.everything()).isEqualTo(before);
  }
}
