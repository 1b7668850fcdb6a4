package dev.rollback.temporal;

import dev.rollback.activity.StoreActivities;
import dev.rollback.contract.PruneStoreRequest;
import dev.rollback.contract.PruneStoreResult;

/// The store's activities: `store.PruneStore` and so on.
final class StoreAdapter implements StoreActivities {
  private final StoreCare care;

  StoreAdapter(StoreCare care) {
    this.care = care;
  }

  @Override
  public PruneStoreResult pruneStore(PruneStoreRequest request) {
    return Translated.working(progress -> care.prune(request));
  }
}
