package dev.rollback.files;

import dev.rollback.store.ContentId;
import java.util.List;
import java.util.Optional;

/// A captured scope.
///
/// @param root content id of the list of files, from which everything else is found
/// @param takenAt epoch seconds at which the capture began
/// @param sizeBytes bytes of all files' contents
/// @param storedBytes what it added to the store
/// @param files every entry
/// @param notes what was not captured, and why
public record CapturedFiles(
    ContentId root,
    long takenAt,
    long sizeBytes,
    long storedBytes,
    List<CapturedFile> files,
    List<String> notes) {
  public CapturedFiles {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /// One entry.
  ///
  /// @param path as people read it: see [RawPath#toString()]
  /// @param content of a regular file
  /// @param owner the user's name on this host, or the number
  public record CapturedFile(
      String path,
      FileKind kind,
      Optional<ContentId> content,
      long size,
      int mode,
      String owner,
      String group,
      long modifiedSeconds) {}

  static CapturedFiles of(ContentId root, Manifest manifest) {
    Accounts accounts = Accounts.current();
    List<CapturedFile> files =
        manifest.tree().entries().stream()
            .filter(entry -> !entry.anchor())
            .map(entry -> file(entry, accounts))
            .toList();
    long size = files.stream().mapToLong(CapturedFile::size).sum();
    return new CapturedFiles(
        root, manifest.takenAt(), size, manifest.storedBytes(), files, manifest.notes());
  }

  private static CapturedFile file(Entry entry, Accounts accounts) {
    Metadata metadata = entry.metadata();
    return new CapturedFile(
        entry.path().toString(),
        entry.kind(),
        entry.body() instanceof Body.Content(_, var id) ? Optional.of(id) : Optional.empty(),
        entry.size(),
        metadata.mode(),
        accounts.user(metadata.user()),
        accounts.group(metadata.group()),
        metadata.modifiedSeconds());
  }
}
