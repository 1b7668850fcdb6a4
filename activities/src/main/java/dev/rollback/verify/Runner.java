package dev.rollback.verify;

import dev.rollback.contract.VerificationTest;
import java.io.IOException;

/// Runs one kind of test, once.
interface Runner<T extends VerificationTest> {
  /// What was found. A [dev.rollback.contract.RollbackException] or an [IOException] means that it
  /// could not be told, and says why.
  Finding run(T test, Attempt attempt) throws IOException, InterruptedException;
}
