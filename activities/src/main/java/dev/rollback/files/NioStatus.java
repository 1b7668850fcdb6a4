package dev.rollback.files;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// Reads what the attribute view `unix` says of an entry.
///
/// What Java cannot put back is [FileKind#UNCAPTURED] from the first look on: FIFOs and devices,
/// links whose target it cannot spell, and times that it cannot set.
final class NioStatus {
  /// The attributes that are read.
  static final String WANTED =
      "unix:mode,ino,dev,nlink,uid,gid,size,lastModifiedTime,lastAccessTime,ctime,fileKey";

  private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000;
  private static final int UNIT = 512;

  private NioStatus() {}

  /// @param device of the directory that the entry is in
  /// @param spelled whether its name and, of a link, its target can be spelled
  static FileStatus of(Map<String, Object> attributes, long device, boolean spelled) {
    int mode = number(attributes, "mode");
    Instant modified = time(attributes, "lastModifiedTime");
    Instant changed = time(attributes, "ctime");
    long size = (Long) value(attributes, "size");
    long own = device(attributes);
    FileKind kind = kind(mode);
    return new FileStatus(
        spelled && settable(modified) ? kind : FileKind.UNCAPTURED,
        mode & 07777,
        number(attributes, "uid"),
        number(attributes, "gid"),
        size,
        modified.getEpochSecond(),
        modified.getNano(),
        changed.getEpochSecond(),
        changed.getNano(),
        new FileId(own, (Long) value(attributes, "ino")),
        number(attributes, "nlink"),
        0,
        0,
        own != device,
        0,
        false,
        size / UNIT + 1,
        own);
  }

  /// Of what cannot be asked for by its name.
  static FileStatus unspelled(long device) {
    return new FileStatus(
        FileKind.UNCAPTURED,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        FileId.NONE,
        1,
        0,
        0,
        false,
        0,
        false,
        0,
        device);
  }

  static FileKind kind(Map<String, Object> attributes) {
    return kind(number(attributes, "mode"));
  }

  private static FileKind kind(int mode) {
    FileKind kind = FileKind.ofMode(mode);
    return kind.device() || kind == FileKind.FIFO ? FileKind.UNCAPTURED : kind;
  }

  /// Whether Java sets this time as it is: it counts nanoseconds from 1970, and knows no fraction
  /// of a second before.
  static boolean settable(Instant time) {
    return Math.abs(time.getEpochSecond()) < MOST_SECONDS
        && (time.getEpochSecond() >= 0 || time.getNano() == 0);
  }

  static long device(Map<String, Object> attributes) {
    return (Long) value(attributes, "dev");
  }

  static int number(Map<String, Object> attributes, String name) {
    return (Integer) value(attributes, name);
  }

  static Instant time(Map<String, Object> attributes, String name) {
    return ((FileTime) value(attributes, name)).toInstant();
  }

  /// Which file it is, as long as this process runs.
  static Object key(Map<String, Object> attributes) {
    return value(attributes, "fileKey");
  }

  private static Object value(Map<String, Object> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }
}
