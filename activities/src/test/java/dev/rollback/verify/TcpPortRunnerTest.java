package dev.rollback.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.Verdict;
import dev.rollback.contract.VerificationTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class TcpPortRunnerTest {
  @Test
  void aPortIsOpenWhileSomebodyListens() throws IOException {
    int port;
    try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = listener.getLocalPort();
      assertThat(run("localhost", port).verdict()).isEqualTo(Verdict.PASSED);
    }
    Finding closed = run("localhost", port);
    assertThat(closed.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(closed.error()).contains("localhost port " + port);
  }

  @Test
  void theMetadataServiceIsNotReached() {
    assertThat(run("169.254.169.254", 80).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(run("::ffff:a9fe:a9fe", 80).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aNameThatIsNotKnownFails() {
    assertThat(run("no-such-host.invalid", 80).verdict()).isEqualTo(Verdict.FAILED);
  }

  private static Finding run(String host, int port) {
    return new TcpPortRunner()
        .run(new VerificationTest.TcpPort(host, port, null), Attempts.patient());
  }
}
