package dev.rollback.files;

import dev.rollback.files.Step.Range;
import java.util.List;

/// When a file is changed in place instead of being laid anew: when it is large and little of it
/// differs.
final class Patching {
  /// Smaller files are laid anew.
  static final long LEAST_BYTES = 16L * 1024 * 1024;

  private Patching() {}

  static boolean isWorth(TreeEntry wanted, FileStatus status, List<Range> ranges) {
    long differing = ranges.stream().mapToLong(Range::length).sum();
    return wanted.kind() == FileKind.FILE
        && wanted.size() >= LEAST_BYTES
        && status.links() == 1
        && !status.unchangeable()
        && differing <= wanted.size() / 2;
  }
}
