package dev.rollback.store.repair;

import dev.rollback.store.CheckReport;
import java.util.List;

/// What a repair did, and what is lost.
///
/// @param settings names of what was written anew directly in the store's place
/// @param indexRebuilt whether the index was written anew from the packs
/// @param brokenPacks packs that were damaged, and are removed after what they still held was
/// copied
/// @param savedEntries contents, nodes and lists that were copied out of them
/// @param left what is damaged still: what each owner lost, and lists of owners that cannot be
///     read. The next capture stores again what it meets
public record RepairReport(
    List<String> settings,
    boolean indexRebuilt,
    long brokenPacks,
    long savedEntries,
    CheckReport left) {
  public RepairReport {
    settings = List.copyOf(settings);
  }

  /// Whether there was nothing to do.
  public boolean nothingDone() {
    return settings.isEmpty() && !indexRebuilt && brokenPacks == 0;
  }
}
