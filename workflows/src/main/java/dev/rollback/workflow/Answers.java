package dev.rollback.workflow;

import dev.rollback.contract.RollbackException;
import io.temporal.failure.TemporalFailure;
import java.util.function.Supplier;

/// Answers that only read: a failure ends the workflow with the contract's type.
final class Answers {
  private Answers() {}

  static <T> T of(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (TemporalFailure failure) {
      if (Outcomes.isCancel(failure)) {
        throw failure;
      }
      throw Failures.of(Failures.translate(failure));
    } catch (RollbackException e) {
      throw Failures.of(e);
    }
  }
}
