package dev.rollback.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.catalog.Catalog;
import dev.rollback.catalog.MemoryCatalog;
import dev.rollback.catalog.MemorySidecars;
import dev.rollback.contract.CheckStoreResult;
import dev.rollback.layer.Layers;
import dev.rollback.store.Stores;
import dev.rollback.store.packed.PackStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreCareTest {
  @TempDir private Path directory;

  @Test
  void aCheckNamesTheSnapshotWhoseSidecarIsDamaged() throws IOException {
    var sidecars = new MemorySidecars();
    Catalog catalog = new MemoryCatalog(sidecars, Clock.systemUTC());
    try (PackStore store = Stores.open(directory, Optional.empty())) {
      var care =
          new StoreCare(store, catalog, new TouchedSnapshots(catalog, new Layers(List.of())));
      assertThat(care.check(false).status()).isEqualTo("success");
      sidecars.write("nightly", "{\"id\": \"nightly\"}".getBytes(StandardCharsets.UTF_8));

      CheckStoreResult result = care.check(false);

      assertThat(result.status()).isEqualTo("failed");
      assertThat(result.problemCount()).isEqualTo(1);
      assertThat(result.problems())
          .singleElement()
          .asString()
          .contains("sidecar of snapshot nightly");
      assertThat(result.snapshots()).containsExactly("nightly");
    }
  }
}
