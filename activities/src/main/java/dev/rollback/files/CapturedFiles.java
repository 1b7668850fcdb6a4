package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import java.util.List;
import java.util.Optional;

/// A captured scope.
///
/// @param root node from which everything else is found
/// @param takenAt epoch seconds at which the capture began
/// @param totals what there is of each
/// @param notes what was not captured, and why
/// @param flaws the first of those that are not as they were
public record CapturedFiles(
    NodeId root, long takenAt, Totals totals, List<String> notes, List<Flawed> flaws) {
  public CapturedFiles {
    notes = List.copyOf(notes);
    flaws = List.copyOf(flaws);
  }

  /// One entry.
  ///
  /// @param path as people read it: see [RawPath#toString()]
  /// @param content of a regular file: SHA-256 of all its bytes
  /// @param owner the user's name on the captured host, or the number
  public record CapturedFile(
      String path,
      FileKind kind,
      Optional<ContentId> content,
      long size,
      int mode,
      String owner,
      String group,
      long modifiedSeconds) {}

  static CapturedFiles of(NodeId root, Snapshot snapshot) {
    return new CapturedFiles(
        root, snapshot.takenAt(), snapshot.totals(), snapshot.notes(), snapshot.flaws());
  }
}
