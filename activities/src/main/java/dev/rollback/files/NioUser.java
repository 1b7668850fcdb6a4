package dev.rollback.files;

import com.sun.security.auth.module.UnixSystem;

/// As whom this process acts.
final class NioUser {
  private final int number;
  private final int group;

  NioUser() {
    var system = new UnixSystem();
    this.number = (int) system.getUid();
    this.group = (int) system.getGid();
  }

  int number() {
    return number;
  }

  int group() {
    return group;
  }
}
