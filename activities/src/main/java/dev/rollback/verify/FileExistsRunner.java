package dev.rollback.verify;

import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileState;
import java.util.Optional;

/// Looks whether something is at a path; a link counts by itself.
final class FileExistsRunner implements Runner<VerificationTest.FileExists> {
  private final AllowedRoots roots;

  FileExistsRunner(AllowedRoots roots) {
    this.roots = roots;
  }

  @Override
  public Finding run(VerificationTest.FileExists test, Attempt attempt) {
    Optional<FileState> state = roots.find(test.path()).state();
    return state.isPresent()
        ? Finding.passed("present", state.get().kind().word())
        : Finding.failed("present", "absent", test.path() + " does not exist.");
  }
}
