package dev.rollback.workflow;

import dev.rollback.contract.PruneStoreRequest;
import dev.rollback.contract.PruneStoreResult;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class PruneStoreImpl implements PruneStore {
  @Override
  public PruneStoreResult pruneStore(@Nullable PruneStoreRequest request) {
    return Answers.of(
        () ->
            LayerStubs.store(Terms.reading("Prune the store", Duration.ofDays(1)))
                .pruneStore(
                    Objects.requireNonNullElse(request, new PruneStoreRequest(null, null, null))));
  }
}
