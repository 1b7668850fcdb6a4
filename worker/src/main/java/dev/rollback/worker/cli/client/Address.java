package dev.rollback.worker.cli.client;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which Temporal, and which queue there.
///
/// @param environment Temporal's own variables, with what the command line says on top
public record Address(Map<String, String> environment, String taskQueue, String identity) {
  private static final String DEFAULT_QUEUE = "rollback-manager";

  public static Address of(
      Map<String, String> environment,
      String identity,
      @Nullable String address,
      @Nullable String namespace,
      @Nullable String profile,
      @Nullable String taskQueue) {
    var settings = new HashMap<>(environment);
    put(settings, "TEMPORAL_ADDRESS", address);
    put(settings, "TEMPORAL_NAMESPACE", namespace);
    put(settings, "TEMPORAL_PROFILE", profile);
    String queue =
        taskQueue != null
            ? taskQueue
            : environment.getOrDefault("ROLLBACK_TASK_QUEUE", DEFAULT_QUEUE);
    return new Address(Map.copyOf(settings), queue, identity);
  }

  private static void put(Map<String, String> settings, String name, @Nullable String value) {
    if (value != null) {
      settings.put(name, value);
    }
  }
}
