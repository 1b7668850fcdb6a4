package dev.rollback.files;

/// What the kernel says of one entry, the entry itself and not what a link names.
///
/// @param mode permission bits with set-id and sticky, without the kind
/// @param mount whether something is mounted on it
/// @param lateFlags the immutable and the append-only flag: see [InodeFlags]
/// @param noDump whether it has the flag that asks backups to pass it over
/// @param blocks what it takes on the storage, in units of 512 bytes
/// @param mountId which mount it is on
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
    int lateFlags,
    boolean noDump,
    long blocks,
    long mountId) {

  /// Whether neither content nor metadata was touched between the two looks. What it takes on the
  /// storage does not count: a file system decides on that later.
  boolean sameAs(FileStatus earlier) {
    return kind == earlier.kind
        && mode == earlier.mode
        && user == earlier.user
        && group == earlier.group
        && size == earlier.size
        && modifiedSeconds == earlier.modifiedSeconds
        && modifiedNanos == earlier.modifiedNanos
        && changedSeconds == earlier.changedSeconds
        && changedNanos == earlier.changedNanos
        && links == earlier.links
        && id.equals(earlier.id);
  }

  /// Whether it has the immutable or the append-only flag.
  boolean unchangeable() {
    return lateFlags != 0;
  }

  /// Whether it takes less than its length on the storage: it may have holes.
  boolean sparse() {
    return blocks < (size + 511) / 512;
  }
}
