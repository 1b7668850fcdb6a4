package dev.rollback.workflow;

import dev.rollback.contract.CheckStoreRequest;
import dev.rollback.contract.CheckStoreResult;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class CheckStoreImpl implements CheckStore {
  @Override
  public CheckStoreResult checkStore(@Nullable CheckStoreRequest request) {
    return Answers.of(
        () ->
            LayerStubs.catalogue(Terms.reading("Check the store", Duration.ofDays(1)))
                .checkStore(Objects.requireNonNullElse(request, new CheckStoreRequest(null))));
  }
}
