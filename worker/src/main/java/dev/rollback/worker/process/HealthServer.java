package dev.rollback.worker.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Answers over HTTP whether the worker is alive (`/healthz`) and whether it can work now
/// (`/readyz`).
final class HealthServer implements AutoCloseable {
  private static final String NO_METRICS = "This version has no metrics here.";

  private final HttpServer server;
  private final List<ReadinessCheck> checks;

  private HealthServer(HttpServer server, List<ReadinessCheck> checks) {
    this.server = server;
    this.checks = checks;
  }

  /// @throws ProcessException where the address cannot be listened on
  static HealthServer start(InetSocketAddress address, List<ReadinessCheck> checks) {
    try {
      HealthServer health = new HealthServer(HttpServer.create(address, 0), checks);
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
      case "/healthz" -> respond(exchange, 200, "alive");
      case "/readyz" -> readiness(exchange);
      case "/metrics" -> respond(exchange, 404, NO_METRICS);
      default -> respond(exchange, 404, "There are /healthz and /readyz here.");
    }
  }

  private void readiness(HttpExchange exchange) throws IOException {
    List<String> problems =
        checks.parallelStream().map(ReadinessCheck::problem).flatMap(Optional::stream).toList();
    if (problems.isEmpty()) {
      respond(exchange, 200, "ready");
    } else {
      respond(exchange, 503, String.join("\n", problems));
    }
  }

  private static void respond(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
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
