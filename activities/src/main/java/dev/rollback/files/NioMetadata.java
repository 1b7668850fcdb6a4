package dev.rollback.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Gives an entry its owner, mode and time. Of files and directories by the held directory; of
/// links, and for set-id and sticky bits, by a path that is checked before and after.
final class NioMetadata {
  private static final LinkOption NO_FOLLOW = LinkOption.NOFOLLOW_LINKS;
  private static final int PERMISSIONS = 0777;
  private static final int FIRST = 0400;

  private NioMetadata() {}

  static void setOwner(NioHandle entry, int user, int group) throws IOException {
    Map<String, Object> now = entry.requireSame();
    boolean otherUser = NioStatus.number(now, "uid") != user;
    boolean otherGroup = NioStatus.number(now, "gid") != group;
    if (isLink(now)) {
      Path path = entry.path();
      if (otherUser) {
        Files.setAttribute(path, "unix:uid", user, NO_FOLLOW);
      }
      if (otherGroup) {
        Files.setAttribute(path, "unix:gid", group, NO_FOLLOW);
      }
    } else {
      UserPrincipalLookupService accounts =
          FileSystems.getDefault().getUserPrincipalLookupService();
      PosixFileAttributeView view = view(entry);
      if (otherUser) {
        view.setOwner(accounts.lookupPrincipalByName(Integer.toString(user)));
      }
      if (otherGroup) {
        view.setGroup(accounts.lookupPrincipalByGroupName(Integer.toString(group)));
      }
    }
    Map<String, Object> after = entry.requireSame();
    if (NioStatus.number(after, "uid") != user || NioStatus.number(after, "gid") != group) {
      // Somebody's name is a number, and another one's.
      throw new SystemFailure(Errno.EINVAL, "chown", user + ":" + group);
    }
  }

  static void setMode(NioHandle entry, int mode) throws IOException {
    var _ = entry.requireSame();
    view(entry).setPermissions(permissions(mode));
    if ((mode & ~PERMISSIONS) != 0) {
      Files.setAttribute(entry.path(), "unix:mode", mode, NO_FOLLOW);
      var _ = entry.requireSame();
    }
  }

  /// The permissions that a mode's last nine bits say.
  static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    int bit = FIRST;
    for (PosixFilePermission each : PosixFilePermission.values()) {
      if ((mode & bit) != 0) {
        permissions.add(each);
      }
      bit >>= 1;
    }
    return permissions;
  }

  static void setModified(NioHandle entry, Instant time) throws IOException {
    if (!NioStatus.settable(time)) {
      throw new SystemFailure(Errno.EINVAL, "time", time.toString());
    }
    Map<String, Object> now = entry.requireSame();
    Instant access = NioStatus.time(now, "lastAccessTime");
    // Java sets that of access too, to what it reads: what it cannot set becomes whole seconds.
    FileTime kept =
        FileTime.from(
            NioStatus.settable(access) ? access : Instant.ofEpochSecond(access.getEpochSecond()));
    PosixFileAttributeView view =
        isLink(now)
            ? Files.getFileAttributeView(entry.path(), PosixFileAttributeView.class, NO_FOLLOW)
            : view(entry);
    view.setTimes(FileTime.from(time), kept, null);
    if (isLink(now)) {
      var _ = entry.requireSame();
    }
  }

  private static PosixFileAttributeView view(NioHandle entry) throws IOException {
    return entry.isDirectory() ? entry.directory().view() : entry.place().view(entry.name());
  }

  private static boolean isLink(Map<String, Object> attributes) {
    return NioStatus.kind(attributes) == FileKind.SYMLINK;
  }
}
