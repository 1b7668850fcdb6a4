package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// What must hold after a rollback.
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Validation(List<VerificationTest> tests) {
  public static final Validation NONE = new Validation(List.of());

  public Validation {
    tests = Checks.list("validation.tests", tests, 200);
  }
}
