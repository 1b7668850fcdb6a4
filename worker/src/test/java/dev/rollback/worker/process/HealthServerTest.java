package dev.rollback.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final ReadinessCheck WELL = Optional::empty;

  @Test
  void readyWhenEverythingServes() throws Exception {
    try (HealthServer server = HealthServer.start(ANY, List.of(WELL, WELL), () -> "")) {
      assertThat(get(server, "/readyz")).isEqualTo("200 ready");
    }
  }

  @Test
  void saysAllThatIsWrongAndIsAliveAllTheSame() throws Exception {
    List<ReadinessCheck> checks =
        List.of(() -> Optional.of("No catalogue."), WELL, () -> Optional.of("No store."));
    try (HealthServer server = HealthServer.start(ANY, checks, () -> "")) {
      assertThat(get(server, "/readyz")).isEqualTo("503 No catalogue.\nNo store.");
      assertThat(get(server, "/healthz")).isEqualTo("200 alive");
    }
  }

  @Test
  void metricsAreTheTextThatWasScraped() throws Exception {
    try (HealthServer server = HealthServer.start(ANY, List.of(), () -> "a_total 1.0\n")) {
      assertThat(get(server, "/metrics")).isEqualTo("200 a_total 1.0");
    }
  }

  @Test
  void aTakenAddressIsNamed() {
    try (HealthServer server = HealthServer.start(ANY, List.of(), () -> "a_total 1.0\n")) {
      assertThatThrownBy(() -> HealthServer.start(server.address(), List.of(), () -> ""))
          .isInstanceOf(ProcessException.class)
          .hasMessageContaining("ROLLBACK_HTTP")
          .hasMessageContaining(Integer.toString(server.address().getPort()));
    }
  }

  private static String get(HealthServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body().strip();
    }
  }
}
