package dev.rollback.layer.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.files.Shell;
import dev.rollback.files.TreeText;
import dev.rollback.layer.FileLayerContract;
import dev.rollback.layer.Layer;
import dev.rollback.layer.Progress;
import dev.rollback.store.StoreException;
import dev.rollback.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileSystemLayerContractTest extends FileLayerContract<SnapshotSpec.FileSystem> {
  @Override
  protected Layer<SnapshotSpec.FileSystem> layer() {
    try {
      var roots = AllowedRoots.of(List.of(temporary));
      Path place = temporary.resolve("store");
      var store = Stores.open(place, Optional.empty());
      var engine =
          new FileEngine(
              roots, store, temporary.resolve("state"), Set.of(place), Clock.systemUTC());
      return new FileSystemLayer(
          roots,
          engine,
          store,
          other -> Stores.open(other, Optional.empty()),
          temporary.resolve("state"),
          Set.of(place),
          "host",
          Clock.systemUTC());
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aStoreOfItsOwnHoldsNothingOnceItsLastSnapshotIsDiscarded() {
    Shell.run(temporary, "mkdir etc; echo one > etc/one");
    Path own = temporary.resolve("own");
    var spec =
        new SnapshotSpec.FileSystem(
            List.of(temporary + "/etc"), own.toString(), List.of(), null, null, null, null, null);
    var order = new CaptureOrder("o", "one", null, spec, false, null);
    SnapshotHandle handle = layer().capture(order, spec, Progress.NONE).handle();
    assertThat(Shell.run(own, "find packs -type f")).isNotEmpty();

    layer().discard(handle, spec);

    assertThat(Shell.run(own, "find packs -type f")).isEmpty();
  }

  @Override
  protected SnapshotSpec.FileSystem spec() {
    return SnapshotSpec.FileSystem.of(temporary + "/etc", temporary + "/srv");
  }

  @Override
  protected String state() {
    return TreeText.of(temporary.resolve("etc")) + TreeText.of(temporary.resolve("srv"));
  }
}
