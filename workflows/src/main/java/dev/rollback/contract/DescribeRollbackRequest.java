package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/// Names the rollback to describe.
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DescribeRollbackRequest(String rollbackId) implements Request {
  public DescribeRollbackRequest {
    rollbackId = Checks.name("rollback_id", rollbackId);
  }
}
