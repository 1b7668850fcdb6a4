package dev.rollback.layer.configuration;

import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.files.Shell;
import dev.rollback.files.TreeText;
import dev.rollback.layer.FileLayerContract;
import dev.rollback.layer.Layer;
import dev.rollback.store.StoreException;
import dev.rollback.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class ConfigurationLayerContractTest extends FileLayerContract<SnapshotSpec.Configuration> {
  @Override
  protected Layer<SnapshotSpec.Configuration> layer() {
    try {
      var roots = AllowedRoots.of(List.of(temporary));
      Path place = temporary.resolve("store");
      var store = Stores.open(place, Optional.empty());
      var engine =
          new FileEngine(
              roots, store, temporary.resolve("state"), Set.of(place), Clock.systemUTC());
      return new ConfigurationLayer(
          roots, engine, store, other -> Stores.open(other, Optional.empty()), "host");
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected SnapshotSpec.Configuration spec() {
    return SnapshotSpec.Configuration.of(temporary + "/etc", temporary + "/srv/*/app.conf");
  }

  @Override
  protected String state() {
    String matched = "find srv -name app.conf -printf '%p|%m|%U|%G|%T@\n' -exec cat {} + | sort";
    return TreeText.of(temporary.resolve("etc")) + Shell.run(temporary, matched);
  }
}
