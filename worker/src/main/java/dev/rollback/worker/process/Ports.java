package dev.rollback.worker.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports of this machine's loopback address.
final class Ports {
  private Ports() {}

  /// A port that nothing listens on now.
  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new ProcessException("No port is free on 127.0.0.1: end what holds them.", e);
    }
  }

  /// The port asked for, or any free one for 0.
  ///
  /// @param option the command-line option that chooses another
  static int claim(int port, String option) {
    if (port == 0) {
      return free();
    }
    if (!isFree(port)) {
      throw new ProcessException(
          "Port %d is taken on this machine: choose another with %s PORT (0 takes any free one)."
              .formatted(port, option));
    }
    return port;
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
