package dev.rollback.verify;

import dev.rollback.contract.VerificationTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/// Tries to connect to each of a host's addresses until one accepts.
final class TcpPortRunner implements Runner<VerificationTest.TcpPort> {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Override
  public Finding run(VerificationTest.TcpPort test, Attempt attempt) {
    String why = "has no address";
    try {
      for (InetAddress address : Addresses.of(test.host())) {
        attempt.pulse();
        try (var socket = new Socket()) {
          socket.connect(
              new InetSocketAddress(address, test.port()),
              Math.toIntExact(attempt.atMost(LIMIT).toMillis()));
          return Finding.passed("open", "open");
        } catch (IOException e) {
          why = String.valueOf(e.getMessage());
        }
      }
    } catch (Addresses.Refused e) {
      return Finding.undecidable(e.why());
    } catch (UnknownHostException _) {
      why = "the name is not known";
    }
    return Finding.failed(
        "open", "closed", "%s port %d: %s.".formatted(test.host(), test.port(), why));
  }
}
