package dev.rollback.verify;

import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileState;
import java.util.Optional;

/// Looks whether nothing is at a path.
final class FileAbsentRunner implements Runner<VerificationTest.FileAbsent> {
  private final AllowedRoots roots;

  FileAbsentRunner(AllowedRoots roots) {
    this.roots = roots;
  }

  @Override
  public Finding run(VerificationTest.FileAbsent test, Attempt attempt) {
    Optional<FileState> state = roots.find(test.path()).state();
    return state.isEmpty()
        ? Finding.passed("absent", "absent")
        : Finding.failed(
            "absent",
            state.get().kind().word(),
            "%s exists, as a %s.".formatted(test.path(), state.get().kind().word()));
  }
}
