package dev.rollback.layer.git;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.contract.GitOptions;
import org.jspecify.annotations.Nullable;

/// A plan as the store and a journal keep it.
///
/// @param repository where it was when the plan was made
/// @param snapshot content id of the snapshot's record
/// @param message for reflogs
/// @param fingerprint of the repository as it was seen
/// @param cleanIndex digest of the index, where the work tree was clean and plain: such a one need
///     not be looked at in full again before it is changed; else null
/// @param vacant whether the repository is to be made anew from the snapshot's bundle
/// @param repo null when vacant
/// @param files content id of the plan for the `config_files`, or null
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanRecord(
    int format,
    String planId,
    String repository,
    String snapshot,
    GitOptions.Mode mode,
    String message,
    String fingerprint,
    @Nullable String cleanIndex,
    boolean vacant,
    @Nullable RepoPlan repo,
    @Nullable String files) {
  static final int FORMAT = 1;

  RepoPlan repoPlan() {
    if (repo == null) {
      throw new IllegalStateException("A plan for a repository that is gone has no repository.");
    }
    return repo;
  }
}
