package dev.rollback.layer.git;

import java.util.ArrayList;
import java.util.List;

/// One path that differs between two trees; modes are git's (`100644`, `120000`, `160000`, or
/// `000000`
/// for absent).
record Change(String oldMode, String oldId, String newMode, String newId, RepoPath path) {
  static final String ABSENT = "000000";
  static final String SUBMODULE = "160000";
  static final String LINK = "120000";
  static final String EXECUTABLE = "100755";

  /// @param records of `diff-tree --raw -z`
  static List<Change> parse(List<String> records) {
    var changes = new ArrayList<Change>();
    for (int each = 0; each + 1 < records.size(); each += 2) {
      String[] fields = records.get(each).substring(1).split(" ", -1);
      changes.add(
          new Change(
              fields[0], fields[2], fields[1], fields[3], new RepoPath(records.get(each + 1))));
    }
    return changes;
  }

  Change reversed() {
    return new Change(newMode, newId, oldMode, oldId, path);
  }

  boolean creates() {
    return oldMode.equals(ABSENT);
  }

  boolean deletes() {
    return newMode.equals(ABSENT);
  }

  /// Whether it is a file with content of its own afterwards.
  boolean leavesFile() {
    return newMode.startsWith("100");
  }

  String shown() {
    String verb = creates() ? "create " : deletes() ? "delete " : "modify ";
    return verb + path.shown();
  }
}
