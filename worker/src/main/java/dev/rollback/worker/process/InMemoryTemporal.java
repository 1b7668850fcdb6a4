package dev.rollback.worker.process;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The SDK's test server inside our process, for machines without the `temporal` program. Unlike
/// the SDK's own way to open a port for it, this one listens on the loopback address alone.
final class InMemoryTemporal implements EmbeddedTemporal {
  private static final String LACKS =
      "Temporal runs in memory: no Web UI, no lists of workflows, no schedules, and its histories"
          + " are gone when this ends (the catalogue and the snapshots stay).";

  private final TestServicesStarter services;
  private final Server server;

  private InMemoryTemporal(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  /// Its clock is the machine's: nothing skips time.
  static InMemoryTemporal start(int port) {
    TestServicesStarter services = new TestServicesStarter(true, 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      return new InMemoryTemporal(services, builder.build().start());
    } catch (IOException e) {
      services.close();
      throw new ProcessException(
          "Temporal cannot listen on port " + port + ": choose another with --port PORT.", e);
    }
  }

  @Override
  public String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public Optional<URI> ui() {
    return Optional.empty();
  }

  @Override
  public Optional<String> lacks() {
    return Optional.of(LACKS);
  }

  @Override
  public void close() {
    server.shutdownNow();
    services.close();
    try {
      server.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
