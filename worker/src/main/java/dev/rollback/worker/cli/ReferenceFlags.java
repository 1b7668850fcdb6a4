package dev.rollback.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.worker.cli.request.Paths;
import dev.rollback.worker.cli.request.RequestFile;
import dev.rollback.worker.cli.request.UsageError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The reference's flags as its request object.
record ReferenceFlags(
    String action,
    @Nullable String snapshotId,
    @Nullable String type,
    @Nullable String repoPath,
    @Nullable String config) {

  JsonNode request(Path directory) {
    String name = actionName();
    ObjectNode request = name.equals("create_snapshot") ? creation(directory) : further();
    request.put("action", name);
    put(request, "snapshot_id", snapshotId);
    if (!name.equals("create_snapshot") && (type != null || repoPath != null)) {
      throw new UsageError("--type and --repo-path belong to --action create.");
    }
    return request;
  }

  private String actionName() {
    return switch (action) {
      case "create", "create_snapshot" -> "create_snapshot";
      case "rollback", "execute_rollback" -> "execute_rollback";
      case "list", "list_snapshots" -> "list_snapshots";
      case "history", "get_rollback_history" -> "get_rollback_history";
      case "status" -> "status";
      default ->
          throw new UsageError(
              "--action %s is not known; use create, rollback, list, history or status."
                  .formatted(action));
    };
  }

  /// `--config` is the snapshot's own `config` object, or a whole request that has one.
  private ObjectNode creation(Path directory) {
    ObjectNode given = further();
    ObjectNode request = given;
    if (!given.has("config")) {
      request = JsonNodeFactory.instance.objectNode();
      request.set("config", given);
    }
    put(request, "type", type);
    boolean git = request.path("type").asText("").equals("git_commit");
    if (request.get("config") instanceof ObjectNode snapshot
        && (repoPath != null || (git && !snapshot.has("repo_path")))) {
      snapshot.put("repo_path", Paths.absolute(directory, repoPath == null ? "." : repoPath));
    }
    return request;
  }

  private ObjectNode further() {
    if (config == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode given = RequestFile.parse("--config", config);
    if (given instanceof ObjectNode object) {
      return object;
    }
    throw new UsageError("--config must be an object such as '{\"repo_path\": \"/app\"}'.");
  }

  private static void put(ObjectNode request, String name, @Nullable String value) {
    if (value != null) {
      request.put(name, value);
    }
  }
}
