package dev.rollback.worker.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Who runs the command, as `user@host`: told, not proved.
final class Caller {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private Caller() {}

  static String of(Map<String, String> environment) {
    String system = System.getProperty("user.name", "unknown");
    return environment.getOrDefault("SUDO_USER", system) + "@" + host();
  }

  private static String host() {
    try {
      return Files.readString(KERNEL).strip();
    } catch (IOException _) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException _) {
        return "localhost";
      }
    }
  }
}
