package dev.rollback.worker.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollback.worker.metrics.Metrics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Answers over HTTP whether the worker is alive (`/healthz`), whether it can work now (`/readyz`)
/// and what it has measured (`/metrics`).
final class HealthServer implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final List<ReadinessCheck> checks;
  private final Supplier<String> metrics;

  private HealthServer(HttpServer server, List<ReadinessCheck> checks, Supplier<String> metrics) {
    this.server = server;
    this.checks = checks;
    this.metrics = metrics;
  }

  /// @param metrics as Prometheus reads them
  /// @throws ProcessException where the address cannot be listened on
  static HealthServer start(
      InetSocketAddress address, List<ReadinessCheck> checks, Supplier<String> metrics) {
    try {
      HealthServer health = new HealthServer(HttpServer.create(address, 0), checks, metrics);
      health.server.createContext("/", health::answer);
      health.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      health.server.start();
      return health;
    } catch (IOException e) {
      throw new ProcessException(
          "ROLLBACK_HTTP: %s cannot be listened on (%s): set another address, or off."
              .formatted(address, e.getMessage()),
          e);
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/healthz" -> respond(exchange, 200, "alive\n");
      case "/readyz" -> readiness(exchange);
      case "/metrics" -> respond(exchange, 200, Metrics.CONTENT_TYPE, metrics.get());
      default -> respond(exchange, 404, "There are /healthz, /readyz and /metrics here.\n");
    }
  }

  private void readiness(HttpExchange exchange) throws IOException {
    List<String> problems =
        checks.parallelStream().map(ReadinessCheck::problem).flatMap(Optional::stream).toList();
    if (problems.isEmpty()) {
      respond(exchange, 200, "ready\n");
    } else {
      respond(exchange, 503, String.join("\n", problems) + "\n");
    }
  }

  private static void respond(HttpExchange exchange, int status, String text) throws IOException {
    respond(exchange, status, TEXT, text);
  }

  private static void respond(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean headOnly = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, headOnly ? -1 : body.length);
    if (!headOnly) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
