package dev.rollback.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.worker.Settings.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {
  @TempDir Path directory;
  @TempDir Path serversDirectory;

  @Test
  void badSettingsStopItWithASentenceEachAllAtOnce() throws Exception {
    Map<String, String> environment = new HashMap<>(Child.environment());
    environment.put("ROLLBACK_HTTP", "nowhere");
    environment.put("TEMPORAL_PROFILE", "not-there");
    try (Child worker = Child.start(directory, environment, "worker")) {
      assertThat(worker.exit()).isEqualTo(2);
      assertThat(worker.errors().lines())
          .anyMatch(line -> line.startsWith("ROLLBACK_STORE_KEY is missing"))
          .anyMatch(line -> line.startsWith("ROLLBACK_DATABASE_URL is missing"))
          .anyMatch(line -> line.startsWith("ROLLBACK_ALLOWED_ROOTS is missing"))
          .anyMatch(line -> line.startsWith("ROLLBACK_HTTP is 'nowhere'"))
          .anyMatch(line -> line.startsWith("Temporal's settings cannot be used"))
          .allMatch(line -> line.endsWith("."));
    }
  }

  @Test
  void withoutTemporalItEndsWithWhatToDo() throws Exception {
    Map<String, String> environment = settings("127.0.0.1:1", unreachable());
    try (Child worker = Child.start(directory, environment, "worker", "--wait=1")) {
      assertThat(worker.exit()).isEqualTo(1);
      assertThat(worker.errors())
          .contains("Temporal at 127.0.0.1:1 does not answer", "set TEMPORAL_ADDRESS");
    }
  }

  @Test
  @Requires(Component.POSTGRES)
  void withoutTheCatalogueItEndsWithWhatToDo() throws Exception {
    try (DevServers servers = servers();
        Child worker =
            Child.start(
                directory,
                settings(servers.temporal().address(), unreachable()),
                "worker",
                "--wait=1")) {
      assertThat(worker.exit()).isEqualTo(1);
      assertThat(worker.errors()).contains("127.0.0.1:1/rollback");
    }
  }

  @Test
  @Requires(Component.POSTGRES)
  void isReadyWhileItServesAndDrainsOnTerm() throws Exception {
    int port = Ports.free();
    try (DevServers servers = servers()) {
      Map<String, String> environment = settings(servers.temporal().address(), servers.database());
      environment.put("ROLLBACK_HTTP", "127.0.0.1:" + port);
      environment.put("ROLLBACK_LOG_FORMAT", "json");
      try (Child worker = Child.start(directory, environment, "worker")) {
        Child.await(() -> answer(port, "/readyz").equals("200 ready"));
        assertThat(answer(port, "/healthz")).isEqualTo("200 alive");
        Child.await(() -> answer(port, "/metrics").contains("temporal_num_pollers{"));

        assertThat(worker.stop()).as(worker.errors()).isZero();
        assertThat(worker.errors().lines()).allMatch(line -> line.startsWith("{"));
        assertThat(worker.errors()).doesNotContain(servers.database().password().value());
      }
    }
  }

  private DevServers servers() {
    return DevServers.start(
        new DevOptions(serversDirectory, 0, 0, List.of(), true, "default", true),
        new Programs(Map.of("PATH", "", "HOME", "/nowhere")));
  }

  private static Database unreachable() {
    return new Database(
        "jdbc:postgresql://127.0.0.1:1/rollback", "nobody", new dev.rollback.worker.Secret("x"));
  }

  private Map<String, String> settings(String temporal, Database database) {
    Map<String, String> values = new HashMap<>(Child.environment());
    values.put("TEMPORAL_ADDRESS", temporal);
    values.put("ROLLBACK_DATABASE_URL", database.url());
    values.put("ROLLBACK_DATABASE_USER", database.user());
    values.put("ROLLBACK_DATABASE_PASSWORD", database.password().value());
    values.put("ROLLBACK_STORE", directory.resolve("store").toString());
    values.put("ROLLBACK_STORE_KEY", "none");
    values.put("ROLLBACK_ALLOWED_ROOTS", directory.toString());
    values.put("ROLLBACK_HTTP", "off");
    return values;
  }

  private static String answer(int port, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body().strip();
    } catch (IOException e) {
      return "no answer: " + e.getMessage();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
