package dev.rollback.worker.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out in a moment that nothing listens at an address, before any class of Temporal's is
/// loaded: the usual mistake is answered at once.
final class Refusal {
  private static final Pattern PLAIN = Pattern.compile("\\[?([A-Za-z0-9.:_-]+?)\\]?:([0-9]{1,5})");
  private static final int PATIENCE_MILLIS = 1000;

  private Refusal() {}

  /// True only where the host itself said so; silence and other forms of address are left to the
  /// connection proper.
  static boolean isCertain(String target) {
    Matcher plain = PLAIN.matcher(target);
    if (!plain.matches() || Integer.parseInt(plain.group(2)) > 65_535) {
      return false;
    }
    var address = new InetSocketAddress(plain.group(1), Integer.parseInt(plain.group(2)));
    try (var socket = new Socket()) {
      socket.connect(address, PATIENCE_MILLIS);
      return false;
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage()).contains("refused");
    } catch (IOException _) {
      return false;
    }
  }
}
