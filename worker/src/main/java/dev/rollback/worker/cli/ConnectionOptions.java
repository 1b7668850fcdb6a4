package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Address;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.TemporalClient;
import dev.rollback.worker.cli.client.Watch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which Temporal. Everything else (TLS, API key) comes from Temporal's own environment
/// variables and `temporal.toml`.
public final class ConnectionOptions {
  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "Temporal's address, in place of TEMPORAL_ADDRESS and the profile's.")
  private @Nullable String address;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Temporal's namespace, in place of TEMPORAL_NAMESPACE and the profile's.")
  private @Nullable String namespace;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The profile in temporal.toml; default TEMPORAL_PROFILE.")
  private @Nullable String profile;

  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      description = "The workers' queue; default ROLLBACK_TASK_QUEUE, rollback-manager.")
  private @Nullable String taskQueue;

  /// Connects; the first line of a command that loads a class of Temporal's.
  Client open(Console console, Watch watch) {
    return TemporalClient.open(
        Address.of(
            console.environment(),
            Caller.of(console.environment()),
            address,
            namespace,
            profile,
            taskQueue),
        watch);
  }
}
