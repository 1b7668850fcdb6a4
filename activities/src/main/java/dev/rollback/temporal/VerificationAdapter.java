package dev.rollback.temporal;

import dev.rollback.activity.TestOrder;
import dev.rollback.activity.VerificationActivities;
import dev.rollback.contract.TestResult;
import java.util.function.Function;

/// The verification's activity: `verification.RunTest`.
final class VerificationAdapter implements VerificationActivities {
  private final Function<TestOrder, TestResult> verifier;

  VerificationAdapter(Function<TestOrder, TestResult> verifier) {
    this.verifier = verifier;
  }

  @Override
  public TestResult runTest(TestOrder order) {
    return Translated.working(progress -> verifier.apply(order));
  }
}
