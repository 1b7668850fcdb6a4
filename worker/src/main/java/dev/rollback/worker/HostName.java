package dev.rollback.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/// This machine's name as its kernel knows it, without asking the network where that can be had.
public final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  public static String ofThisMachine() {
    try {
      return Files.readString(KERNEL).strip();
    } catch (IOException _) {
      return ofTheNetwork();
    }
  }

  private static String ofTheNetwork() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
