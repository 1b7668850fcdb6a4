package dev.rollback.workflow;

import dev.rollback.contract.SnapshotSpec;
import java.util.List;

/// What a spec is of, in a few words for summaries.
final class Subjects {
  private Subjects() {}

  static String of(SnapshotSpec spec) {
    return switch (spec) {
      case SnapshotSpec.GitCommit git -> "git repository " + git.repoPath();
      case SnapshotSpec.Configuration files -> first(files.configFiles());
      case SnapshotSpec.FileSystem files -> first(files.paths());
      case SnapshotSpec.Set set -> "%d members".formatted(set.members().size());
    };
  }

  private static String first(List<String> paths) {
    return paths.size() == 1
        ? paths.getFirst()
        : "%s and %d more".formatted(paths.getFirst(), paths.size() - 1);
  }
}
