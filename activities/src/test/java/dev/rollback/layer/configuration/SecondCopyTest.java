package dev.rollback.layer.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.files.Shell;
import dev.rollback.layer.Progress;
import dev.rollback.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondCopyTest {
  @TempDir private Path directory;

  @BeforeEach
  void prepare() throws IOException {
    directory = directory.toRealPath();
    Shell.run(directory, "mkdir etc; echo one > etc/one");
  }

  @Test
  void whatTheMainStoreLostIsReadFromTheBackupLocation() throws IOException {
    var spec = spec("copy");
    SnapshotHandle handle = capture(spec);
    Shell.run(directory, "rm -rf store; echo x > etc/one");

    LayerPlan plan =
        layer()
            .plan(
                new PlanOrder("p", handle, List.of(), GitOptions.DEFAULT, false),
                spec,
                Progress.NONE);
    RestoreOutcome outcome =
        layer()
            .restore(new RestoreOrder("r", handle, plan, GitOptions.DEFAULT), spec, Progress.NONE);

    assertThat(outcome).isInstanceOf(RestoreOutcome.Restored.class);
    assertThat(Shell.run(directory, "cat etc/one")).isEqualTo("one\n");
  }

  @Test
  void discardingReleasesBothCopies() throws IOException {
    var spec = spec("copy");
    SnapshotHandle handle = capture(spec);
    layer().discard(handle, spec);

    try (var main = Stores.open(directory.resolve("store"), Optional.empty());
        var copy = Stores.open(directory.resolve("copy"), Optional.empty())) {
      assertThat(main.owners()).isEmpty();
      assertThat(copy.owners()).isEmpty();
    }
  }

  @Test
  void aLocationWithinWhatIsCapturedIsRefused() {
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(() -> capture(spec("etc/copy")))
        .extracting(RollbackException::type)
        .isEqualTo(FailureType.INVALID_REQUEST);
    assertThat(Shell.run(directory, "ls etc")).isEqualTo("one\n");
  }

  private SnapshotSpec.Configuration spec(String location) {
    return new SnapshotSpec.Configuration(List.of(directory + "/etc"), directory + "/" + location);
  }

  private SnapshotHandle capture(SnapshotSpec.Configuration spec) throws IOException {
    return layer()
        .capture(new CaptureOrder("c", "one", null, spec, false, null), spec, Progress.NONE)
        .handle();
  }

  private ConfigurationLayer layer() throws IOException {
    var roots = AllowedRoots.of(List.of(directory));
    Path place = directory.resolve("store");
    var store = Stores.open(place, Optional.empty());
    var engine =
        new FileEngine(roots, store, directory.resolve("state"), Set.of(place), Clock.systemUTC());
    return new ConfigurationLayer(
        roots, engine, store, other -> Stores.open(other, Optional.empty()), "host");
  }
}
