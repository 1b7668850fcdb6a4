package dev.rollback.activity;

import dev.rollback.contract.PruneStoreRequest;
import dev.rollback.contract.PruneStoreResult;
import io.temporal.activity.ActivityInterface;

/// The care for the store. Looking for damage is [CatalogActivities#checkStore].
@ActivityInterface(namePrefix = "store.")
public interface StoreActivities {
  /// Takes out what nobody owns any more, or tells what that is; may be cut off and repeated.
  PruneStoreResult pruneStore(PruneStoreRequest request);
}
