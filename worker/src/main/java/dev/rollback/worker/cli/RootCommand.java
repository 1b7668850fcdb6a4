package dev.rollback.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.request.UsageError;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rollback` itself: without a command it takes the reference's own flags,
/// `rollback --action create --snapshot-id X --type git_commit`.
@Command(
    name = "rollback",
    versionProvider = Version.class,
    description = "Put enterprise systems back to a known good state, and prove it.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 success, 1 failed, 2 usage, 3 partial, 4 cannot reach Temporal.",
      "Temporal is found by TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_PROFILE, temporal.toml."
    })
final class RootCommand extends ClientCommand {
  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "create, rollback, list, history or status, in place of a command.")
  private @Nullable String action;

  @Option(names = "--snapshot-id", paramLabel = "ID", description = "With --action: the snapshot.")
  private @Nullable String snapshotId;

  @Option(names = "--type", paramLabel = "TYPE", description = "With --action create: its type.")
  private @Nullable String type;

  @Option(
      names = {"--repo-path", "--repo"},
      paramLabel = "PATH",
      description = "With --action create: the repository; default the working directory.")
  private @Nullable String repoPath;

  @Option(
      names = "--config",
      paramLabel = "JSON",
      description = "With --action: the snapshot's config, or further fields of the request.")
  private @Nullable String config;

  @Mixin private final WaitOptions wait = new WaitOptions();

  private @Nullable JsonNode request;

  RootCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    if (action == null) {
      throw new UsageError("A command is missing; `rollback --help` lists them.");
    }
    request =
        new ReferenceFlags(action, snapshotId, type, repoPath, config)
            .request(console().directory());
  }

  @Override
  int ask(Client client) {
    return new Dictionary(console(), output(), wait).ask(client, Objects.requireNonNull(request));
  }
}
