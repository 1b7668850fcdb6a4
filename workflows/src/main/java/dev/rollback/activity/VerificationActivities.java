package dev.rollback.activity;

import dev.rollback.contract.TestResult;
import io.temporal.activity.ActivityInterface;

/// Runs verification tests.
@ActivityInterface(namePrefix = "verification.")
public interface VerificationActivities {
  /// Runs one test until it passes or its retry time is over. A test that fails is a result, not a
  /// failure.
  TestResult runTest(TestOrder order);
}
