package dev.rollback.worker.cli;

import dev.rollback.worker.HostName;
import java.util.Map;

/// Who runs the command, as `user@host`: told, not proved.
final class Caller {
  private Caller() {}

  static String of(Map<String, String> environment) {
    String system = System.getProperty("user.name", "unknown");
    return environment.getOrDefault("SUDO_USER", system) + "@" + HostName.ofThisMachine();
  }
}
