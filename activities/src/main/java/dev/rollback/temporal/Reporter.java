package dev.rollback.temporal;

import dev.rollback.catalog.Catalog;
import dev.rollback.catalog.CatalogCounts;
import dev.rollback.catalog.HeldLock;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.StatusReport;
import dev.rollback.layer.Layer;
import dev.rollback.layer.Layers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells what this installation is and can do.
final class Reporter {
  private static final List<String> ACTIONS =
      List.of(
          "create_snapshot",
          "execute_rollback",
          "list_snapshots",
          "get_rollback_history",
          "status");

  private final Catalog catalog;
  private final Layers layers;
  private final WorkerFacts facts;

  Reporter(Catalog catalog, Layers layers, WorkerFacts facts) {
    this.catalog = catalog;
    this.layers = layers;
    this.facts = facts;
  }

  StatusReport report() {
    CatalogCounts counts = catalog.counts();
    return new StatusReport(
        "success",
        facts.version(),
        facts.host(),
        Arrays.stream(RollbackType.values()).map(RollbackType::wireName).toList(),
        ACTIONS,
        capabilities(),
        counts.snapshots(),
        counts.rollbacks(),
        counts.runningRollbacks(),
        counts.storedBytes(),
        facts.store(),
        catalog.locks().stream().map(Reporter::told).toList());
  }

  private Map<String, String> capabilities() {
    Map<String, String> capabilities = new LinkedHashMap<>();
    for (Layer<?> layer : layers.all()) {
      capabilities.put(layer.type().wireName(), layer.unavailable().orElse("available"));
    }
    capabilities.put(RollbackType.SET.wireName(), "available");
    return capabilities;
  }

  private static String told(HeldLock lock) {
    return "%s held by rollback %s".formatted(lock.target(), lock.rollbackId());
  }
}
