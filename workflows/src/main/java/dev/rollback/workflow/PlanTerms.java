package dev.rollback.workflow;

import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.RestoreMode;
import java.util.List;

/// What every layer's plan is to keep to.
///
/// @param exact back to the very state captured: for an undo and a revert
record PlanTerms(
    List<String> paths, GitOptions git, boolean exact, RestoreMode mode, boolean verifyContent) {

  static PlanTerms of(ExecuteRollbackRequest request, boolean exact) {
    return new PlanTerms(
        request.paths(),
        request.gitOrDefault(),
        exact,
        request.modeOrDefault(),
        request.verifiesContent());
  }

  /// Back to the very state captured, whatever is there now.
  static PlanTerms exactly() {
    return new PlanTerms(List.of(), GitOptions.exactly(), true, RestoreMode.EXACT, false);
  }
}
