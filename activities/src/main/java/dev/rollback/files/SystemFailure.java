package dev.rollback.files;

import java.io.IOException;

/// A call to the operating system that failed, as the kernel said it.
final class SystemFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  SystemFailure(Errno errno, String call, String detail) {
    super("%s failed with %s%s".formatted(call, errno, detail.isEmpty() ? "" : " on " + detail));
    this.errno = errno;
  }

  Errno errno() {
    return errno;
  }

  boolean is(Errno first, Errno... others) {
    boolean found = errno == first;
    for (Errno other : others) {
      found |= errno == other;
    }
    return found;
  }
}
