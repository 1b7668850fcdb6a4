package dev.rollback.files;

import java.util.SortedMap;

/// Gives an open entry its metadata: owner first, because that clears set-id bits and capabilities,
/// then mode, then attributes and ACLs, flags, the time last.
///
/// Flags that forbid every further change are not set here: see [LateFlags].
final class MetadataWriter {
  private final OperatingSystem system;
  private final int user;
  private final int group;
  private final int umask;

  MetadataWriter(OperatingSystem system) {
    this.system = system;
    this.user = system.user();
    this.group = system.group();
    this.umask = Umask.ofThisProcess();
  }

  /// Makes the metadata of an entry that may have any these.
  void apply(Descriptor entry, Metadata wanted) throws SystemFailure {
    FileStatus status = system.status(entry);
    SortedMap<String, byte[]> present = system.attributes(entry);
    if (status.unchangeable() && flagged(status, entry)) {
      system.setFlags(entry, system.flags(entry) & ~InodeFlags.LATE);
    }
    if (status.user() != wanted.user() || status.group() != wanted.group()) {
      system.setOwner(entry, wanted.user(), wanted.group());
    }
    for (String name : present.keySet()) {
      if (Metadata.restorable(name) && !wanted.attributes().containsKey(name)) {
        system.removeAttribute(entry, name);
      }
    }
    if (status.kind() != FileKind.SYMLINK) {
      system.setMode(entry, wanted.mode());
    }
    setAttributes(entry, wanted);
    if (flagged(status, entry) && differ(system.flags(entry), wanted.flags())) {
      system.setFlags(entry, wanted.flags() & ~InodeFlags.LATE);
    }
    system.setModified(entry, wanted.modifiedSeconds(), wanted.modifiedNanos());
  }

  private static boolean flagged(FileStatus status, Descriptor entry) {
    boolean kind = status.kind() == FileKind.FILE || status.kind() == FileKind.DIRECTORY;
    return kind && !entry.bare();
  }

  private static boolean differ(int now, int wanted) {
    return ((now ^ wanted) & ~InodeFlags.LATE) != 0;
  }

  private void setAttributes(Descriptor entry, Metadata wanted) throws SystemFailure {
    for (var attribute : wanted.attributes().entrySet()) {
      system.setAttribute(entry, attribute.getKey(), Names.bytes(attribute.getValue()));
    }
  }

  /// The mode with which a new file is made, so that often nothing is left to be set.
  static int createMode(Metadata wanted) {
    return wanted.mode() & 0777;
  }

  /// Gives a file that this process has just made, in a directory of its own, its metadata.
  ///
  /// @param mode what it was made with
  void applyToNew(Descriptor entry, Metadata wanted, int mode) throws SystemFailure {
    boolean given = wanted.user() != user || wanted.group() != group;
    if (given) {
      system.setOwner(entry, wanted.user(), wanted.group());
    }
    if ((mode & ~umask) != wanted.mode()) {
      system.setMode(entry, wanted.mode());
    }
    setAttributes(entry, wanted);
    if ((wanted.flags() & ~InodeFlags.LATE) != 0 && !entry.bare()) {
      system.setFlags(entry, wanted.flags() & ~InodeFlags.LATE);
    }
    system.setModified(entry, wanted.modifiedSeconds(), wanted.modifiedNanos());
  }
}
