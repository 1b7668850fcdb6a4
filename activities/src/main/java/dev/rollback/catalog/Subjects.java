package dev.rollback.catalog;

import dev.rollback.contract.SnapshotSpec;
import java.util.List;

/// What a snapshot is of, in a few words.
final class Subjects {
  private static final int MOST_NAMED = 3;

  private Subjects() {}

  static String of(SnapshotSpec spec) {
    return switch (spec) {
      case SnapshotSpec.GitCommit git -> git.repoPath();
      case SnapshotSpec.Configuration files -> first(files.configFiles());
      case SnapshotSpec.FileSystem files -> first(files.paths());
      case SnapshotSpec.Set set ->
          first(set.members().stream().map(SnapshotSpec.Member::name).toList());
    };
  }

  private static String first(List<String> names) {
    String shown = String.join(", ", names.stream().limit(MOST_NAMED).toList());
    return names.size() <= MOST_NAMED
        ? shown
        : "%s and %d more".formatted(shown, names.size() - MOST_NAMED);
  }
}
