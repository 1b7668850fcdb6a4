package dev.rollback.files;

/// What is at a path, for whoever checks it.
///
/// @param mode permission bits with set-id and sticky
/// @param user numeric owner
/// @param group numeric group
/// @param owner the user's name, or the number where it has none
/// @param ownerGroup the group's name, or the number where it has none
/// @param modifiedSeconds epoch seconds
public record FileState(
    FileKind kind,
    int mode,
    int user,
    int group,
    String owner,
    String ownerGroup,
    long size,
    long modifiedSeconds,
    int modifiedNanos) {

  static FileState of(FileStatus status) {
    return new FileState(
        status.kind(),
        status.mode(),
        status.user(),
        status.group(),
        Accounts.current().user(status.user()),
        Accounts.current().group(status.group()),
        status.size(),
        status.modifiedSeconds(),
        status.modifiedNanos());
  }
}
