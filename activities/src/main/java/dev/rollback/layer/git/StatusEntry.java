package dev.rollback.layer.git;

import java.util.ArrayList;
import java.util.List;

/// One path that is not as HEAD or the index has it, from `status --porcelain=v2 -z`.
///
/// @param kind `1` tracked, `u` unmerged, `?` untracked
/// @param staged how the index differs from HEAD, `.` for not
/// @param changed how the work tree differs from the index, `.` for not
/// @param presentMode of the work tree's file, `000000` for absent
record StatusEntry(char kind, char staged, char changed, String presentMode, RepoPath path) {
  private static final int FIELDS = 9;
  private static final int UNMERGED_FIELDS = 11;

  static List<StatusEntry> parse(List<String> records) {
    var entries = new ArrayList<StatusEntry>();
    for (String record : records) {
      switch (record.charAt(0)) {
        case '1' -> {
          String[] fields = record.split(" ", FIELDS);
          entries.add(entry('1', fields[1], fields[5], fields[8]));
        }
        case 'u' -> {
          String[] fields = record.split(" ", UNMERGED_FIELDS);
          entries.add(entry('u', fields[1], fields[6], fields[10]));
        }
        case '?' -> entries.add(entry('?', "..", "", record.substring(2)));
        default -> throw new IllegalStateException("git status printed an unknown line");
      }
    }
    return entries;
  }

  private static StatusEntry entry(char kind, String flags, String mode, String path) {
    return new StatusEntry(kind, flags.charAt(0), flags.charAt(1), mode, new RepoPath(path));
  }

  boolean isUntracked() {
    return kind == '?';
  }

  /// Whether it is a repository of its own that this one does not track.
  boolean isNestedRepository() {
    return isUntracked() && path.raw().endsWith("/");
  }

  boolean isUnmerged() {
    return kind == 'u';
  }

  boolean isIntentToAdd() {
    return kind == '1' && staged == '.' && changed == 'A';
  }

  boolean isStaged() {
    return kind == '1' && staged != '.';
  }

  boolean isChangedInWorkTree() {
    return kind == '1' && changed != '.';
  }

  boolean isGone() {
    return !isUntracked() && presentMode.equals(Change.ABSENT);
  }
}
