package dev.rollback.workflow;

import dev.rollback.contract.StatusReport;
import dev.rollback.contract.StatusRequest;
import org.jspecify.annotations.Nullable;

final class StatusImpl implements Status {
  @Override
  public StatusReport status(@Nullable StatusRequest request) {
    return Answers.of(
        () -> LayerStubs.catalogue(Terms.catalogue("Tell the status")).status(new StatusRequest()));
  }
}
