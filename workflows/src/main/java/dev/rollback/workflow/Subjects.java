package dev.rollback.workflow;

import dev.rollback.contract.SnapshotSpec;

/// What a spec is of, in a few words for summaries.
final class Subjects {
  private Subjects() {}

  static String of(SnapshotSpec spec) {
    return switch (spec) {
      case SnapshotSpec.GitCommit git -> "git repository " + git.repoPath();
      case SnapshotSpec.Configuration files ->
          files.configFiles().size() == 1
              ? files.configFiles().getFirst()
              : "%s and %d more"
                  .formatted(files.configFiles().getFirst(), files.configFiles().size() - 1);
      case SnapshotSpec.Set set -> "%d members".formatted(set.members().size());
    };
  }
}
