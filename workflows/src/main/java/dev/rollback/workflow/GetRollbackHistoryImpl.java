package dev.rollback.workflow;

import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class GetRollbackHistoryImpl implements GetRollbackHistory {
  @Override
  public RollbackHistory rollbackHistory(@Nullable RollbackHistoryRequest request) {
    return Answers.of(
        () ->
            LayerStubs.catalogue(Terms.catalogue("List rollbacks"))
                .listRollbacks(Objects.requireNonNullElse(request, RollbackHistoryRequest.ALL)));
  }
}
