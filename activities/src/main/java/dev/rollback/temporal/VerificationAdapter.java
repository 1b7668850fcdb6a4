package dev.rollback.temporal;

import dev.rollback.activity.TestOrder;
import dev.rollback.activity.VerificationActivities;
import dev.rollback.contract.TestResult;
import dev.rollback.layer.Progress;
import java.util.function.BiFunction;

/// The verification's activity: `verification.RunTest`.
final class VerificationAdapter implements VerificationActivities {
  private final BiFunction<TestOrder, Progress, TestResult> verifier;

  VerificationAdapter(BiFunction<TestOrder, Progress, TestResult> verifier) {
    this.verifier = verifier;
  }

  @Override
  public TestResult runTest(TestOrder order) {
    return Translated.working(progress -> verifier.apply(order, progress));
  }
}
