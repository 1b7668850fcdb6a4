package dev.rollback.workflow;

import dev.rollback.contract.RollbackType;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The search attributes by which snapshots and rollbacks are found in the Web UI and by `temporal
/// workflow list`. A namespace without them is served all the same.
public final class SearchAttributes {
  public static final SearchAttributeKey<String> SNAPSHOT_ID =
      SearchAttributeKey.forKeyword("RollbackSnapshotId");
  public static final SearchAttributeKey<String> TYPE =
      SearchAttributeKey.forKeyword("RollbackType");
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("RollbackStatus");

  private SearchAttributes() {}

  /// All of them, each a Keyword: what an operator registers with a cluster.
  public static List<SearchAttributeKey<String>> all() {
    return List.of(SNAPSHOT_ID, TYPE, STATUS);
  }

  /// @param available whether the namespace has them
  static void of(boolean available, String snapshotId, @Nullable RollbackType type, String status) {
    if (available) {
      List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
      updates.add(SNAPSHOT_ID.valueSet(snapshotId));
      updates.add(STATUS.valueSet(status));
      if (type != null) {
        updates.add(TYPE.valueSet(type.wireName()));
      }
      Workflow.upsertTypedSearchAttributes(updates.toArray(new SearchAttributeUpdate<?>[0]));
    }
  }
}
