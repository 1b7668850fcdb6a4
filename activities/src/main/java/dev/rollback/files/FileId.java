package dev.rollback.files;

/// Which file it is, whatever its name: equal for two hard links.
public record FileId(long device, long inode) {
  static final FileId NONE = new FileId(0, 0);
}
