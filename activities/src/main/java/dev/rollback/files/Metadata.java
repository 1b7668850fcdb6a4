package dev.rollback.files;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an entry has besides its content.
///
/// @param mode permission bits with set-id and sticky
/// @param modifiedSeconds epoch seconds, and `modifiedNanos` of the second
/// @param flags inode flags as `chattr` sets them, those that can be set back: see [InodeFlags]
/// @param attributes extended attributes, ACLs and capabilities among them; names and values have
///     one character per byte
record Metadata(
    int mode,
    int user,
    int group,
    long modifiedSeconds,
    int modifiedNanos,
    int flags,
    SortedMap<String, String> attributes) {
  /// Of what has none.
  static final Metadata NONE = new Metadata(0, 0, 0, 0, 0, 0, Collections.emptySortedMap());

  private static final int NANOS = 1_000_000_000;

  Metadata {
    if ((mode & ~07777) != 0 || modifiedNanos < 0 || modifiedNanos >= NANOS) {
      throw new IllegalArgumentException("Mode %o or time is out of range.".formatted(mode));
    }
    attributes =
        attributes.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  static Metadata of(FileStatus status, int flags, SortedMap<String, byte[]> attributes) {
    return new Metadata(
        status.mode(),
        status.user(),
        status.group(),
        status.modifiedSeconds(),
        status.modifiedNanos(),
        flags,
        kept(attributes));
  }

  /// What an open entry has now.
  ///
  /// @param status of that entry; flags are those of files and directories that can be read
  static Metadata of(OperatingSystem system, Descriptor open, FileStatus status)
      throws SystemFailure {
    boolean flagged = status.kind() == FileKind.FILE || status.kind() == FileKind.DIRECTORY;
    int flags = flagged && !open.bare() ? system.flags(open) : 0;
    return of(status, flags, system.attributes(open));
  }

  private static SortedMap<String, String> kept(SortedMap<String, byte[]> attributes) {
    if (attributes.isEmpty()) {
      return Collections.emptySortedMap();
    }
    var kept = new TreeMap<String, String>();
    attributes.forEach(
        (name, value) -> {
          if (restorable(name)) {
            kept.put(name, new String(value, StandardCharsets.ISO_8859_1));
          }
        });
    return kept;
  }

  /// Whether it is an attribute that anybody may set, and not one that the file system makes up.
  static boolean restorable(String name) {
    return name.startsWith("user.")
        || name.startsWith("trusted.")
        || name.startsWith("security.")
        || name.startsWith("system.posix_acl_");
  }

  boolean sameButTime(Metadata other) {
    return mode == other.mode
        && user == other.user
        && group == other.group
        && flags == other.flags
        && attributes.equals(other.attributes);
  }

  boolean sameTime(Metadata other) {
    return modifiedSeconds == other.modifiedSeconds && modifiedNanos == other.modifiedNanos;
  }
}
