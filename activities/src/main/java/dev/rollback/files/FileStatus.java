package dev.rollback.files;

/// What the kernel says of one entry, the entry itself and not what a link names.
///
/// @param mode permission bits with set-id and sticky, without the kind
/// @param mount whether something is mounted on it
/// @param unchangeable whether it has the immutable or the append-only flag
public record FileStatus(
    FileKind kind,
    int mode,
    int user,
    int group,
    long size,
    long modifiedSeconds,
    int modifiedNanos,
    long changedSeconds,
    int changedNanos,
    FileId id,
    long links,
    int major,
    int minor,
    boolean mount,
    boolean unchangeable) {

  /// Whether neither content nor metadata was touched between the two looks.
  boolean sameAs(FileStatus earlier) {
    return equals(earlier);
  }
}
