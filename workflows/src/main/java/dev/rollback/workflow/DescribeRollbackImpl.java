package dev.rollback.workflow;

import dev.rollback.activity.RollbackQuery;
import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.contract.RollbackResult;
import org.jspecify.annotations.Nullable;

final class DescribeRollbackImpl implements DescribeRollback {
  @Override
  public RollbackResult describeRollback(@Nullable DescribeRollbackRequest request) {
    return Answers.of(
        () -> {
          String id = Requests.required(request).rollbackId();
          return LayerStubs.catalogue(Terms.catalogue("Find rollback " + id))
              .findRollback(new RollbackQuery(id));
        });
  }
}
