package dev.rollback.files;

import java.io.IOException;

/// A call to the operating system that failed, as the kernel said it.
final class SystemFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;
  private final String detail;

  SystemFailure(Errno errno, String call, String detail) {
    super("%s failed with %s%s".formatted(call, errno, detail.isEmpty() ? "" : " on " + detail));
    this.errno = errno;
    this.detail = detail;
  }

  Errno errno() {
    return errno;
  }

  /// What it was about, as the call named it.
  String detail() {
    return detail;
  }

  boolean is(Errno first, Errno... others) {
    boolean found = errno == first;
    for (Errno other : others) {
      found |= errno == other;
    }
    return found;
  }
}
