package dev.rollback.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.Verdict;
import dev.rollback.contract.VerificationTest;
import dev.rollback.secret.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthCheckRunnerTest {
  private final HttpServer server = started();
  private static final Secrets SECRETS =
      new Secrets(
          Map.of("TOKEN", "s3cret &/?#x", "PLACE", "169.254.169.254", "AWAY", "@evil.example"),
          List.of());

  private final AtomicInteger requests = new AtomicInteger();

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theStatusIsCompared() throws Exception {
    answer("/ok", 200, null);
    answer("/down", 503, null);

    assertThat(check("/ok", 200, null).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(check("/down", 503, null).verdict()).isEqualTo(Verdict.PASSED);
    Finding failed = check("/down", 200, null);
    assertThat(failed.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(failed.actual()).isEqualTo(503);
  }

  @Test
  void aRedirectOnTheSameHostIsFollowed() throws Exception {
    answer("/old", 302, "/new");
    answer("/new", 200, null);

    assertThat(check("/old", 200, null).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(check("/old", 302, null).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void aRedirectToAnotherHostIsFollowedOnlyWhenAsked() throws Exception {
    answer("/away", 302, "http://localhost:%d/new".formatted(server.getAddress().getPort()));
    answer("/new", 200, null);

    Finding refused = check("/away", 200, null);
    assertThat(refused.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(refused.error()).contains("localhost").contains("follow_redirects");
    assertThat(requests).hasValue(1);
    assertThat(check("/away", 200, true).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void aRedirectToTheMetadataServiceIsNeverFollowed() throws Exception {
    answer("/a", 302, "http://169.254.169.254/latest/meta-data");
    answer("/b", 302, "http://[::ffff:169.254.169.254]/");
    answer("/c", 302, "file:///etc/passwd");
    answer("/d", 302, "http://0xA9FEA9FE/");

    for (String path : new String[] {"/a", "/b", "/c", "/d"}) {
      assertThat(check(path, 200, true).verdict()).as(path).isNotEqualTo(Verdict.PASSED);
    }
    assertThat(check("/a", 200, true).error()).contains("metadata");
  }

  @Test
  void aRedirectLoopEnds() throws Exception {
    answer("/loop", 302, "/loop");

    Finding finding = check("/loop", 200, null);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding.error()).contains("more than 5 times");
    assertThat(requests).hasValue(6);
  }

  @Test
  void aBodyWithoutEndIsNotRead() throws Exception {
    server.createContext("/endless", HealthCheckRunnerTest::endless);

    assertThat(check("/endless", 200, null).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void anAnswerThatDripsIsGivenUp() throws Exception {
    try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var stop = new CountDownLatch(1);
      Thread.ofVirtual().start(() -> drip(listener, stop));

      Finding finding =
          run(
              "http://127.0.0.1:%d/".formatted(listener.getLocalPort()),
              200,
              null,
              Duration.ofMillis(300));
      stop.countDown();

      assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
      assertThat(finding.error()).contains("There was no answer");
    }
  }

  @Test
  void aClosedPortFails() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(
            run("http://127.0.0.1:%d/".formatted(port), 200, null, Duration.ofSeconds(5)).verdict())
        .isEqualTo(Verdict.FAILED);
  }

  @Test
  void aUrlThatMayNotBeAskedIsUnknown() throws Exception {
    for (String url : List.of("http://169.254.169.254/", "http://2852039166/")) {
      assertThat(run(url, 200, null, Duration.ofSeconds(5)).verdict())
          .as(url)
          .isEqualTo(Verdict.UNKNOWN);
    }
  }

  @Test
  void aUrlThatNobodyCouldAskIsRefusedAndNotRepeated() {
    for (String url :
        List.of("http://ada:s3cret@127.0.0.1/", "http:///s3cret", "http://exa mple/s3cret")) {
      assertThatThrownBy(() -> new VerificationTest.HealthCheck(url, 200, null, null))
          .as(url)
          .isInstanceOf(RollbackException.class)
          .hasMessageContaining("health_check url")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void aSecretInTheUrlReachesTheServerAndNothingElse() throws Exception {
    var asked = new AtomicReference<String>();
    server.createContext(
        "/secret",
        exchange -> {
          asked.set(exchange.getRequestURI().getRawQuery());
          exchange.getResponseHeaders().add("Location", "http://s3cret.example/s3cret");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    Finding finding = check("/secret?token=${env:TOKEN}&more=1", 200, null);

    assertThat(asked).hasValue("token=s3cret%20%26%2F%3F%23x&more=1");
    assertThat(finding.toString()).doesNotContain("s3cret &", "s3cret%20");
  }

  @Test
  void aSecretThatMayNotBeNamedIsNotAskedWith() {
    for (String named : new String[] {"${env:HOME}", "${file:/etc/passwd}", "${vault:x}", "${"}) {
      assertThatThrownBy(() -> check("/x?t=" + named, 200, null))
          .as(named)
          .isInstanceOf(RollbackException.class);
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void aSecretCannotChangeWhichHostIsAsked() throws Exception {
    Duration limit = Duration.ofSeconds(5);
    assertThat(run("http://${env:PLACE}/", 200, null, limit).error()).contains("metadata");
    assertThat(run("http://127.0.0.1${env:AWAY}/", 200, null, limit).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  private Finding check(String path, int expected, @Nullable Boolean follow)
      throws InterruptedException {
    String url = "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    return run(url, expected, follow, Duration.ofSeconds(20));
  }

  private static Finding run(String url, int expected, @Nullable Boolean follow, Duration limit)
      throws InterruptedException {
    return new HealthCheckRunner(limit, SECRETS)
        .run(new VerificationTest.HealthCheck(url, expected, follow, null), Attempts.patient());
  }

  private void answer(String path, int status, @Nullable String location) {
    server.createContext(
        path,
        exchange -> {
          requests.incrementAndGet();
          if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      var block = new byte[1 << 20];
      for (int megabytes = 0; megabytes < 100_000; megabytes++) {
        body.write(block);
      }
    }
  }

  /// Begins an answer and never ends it.
  private static void drip(ServerSocket listener, CountDownLatch stop) {
    try (Socket socket = listener.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
      while (!stop.await(20, TimeUnit.MILLISECONDS)) {
        out.write('x');
      }
    } catch (IOException | InterruptedException _) {
      // The client went away, as it should.
    }
  }

  private static HttpServer started() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
