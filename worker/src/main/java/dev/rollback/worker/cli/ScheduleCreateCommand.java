package dev.rollback.worker.cli;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ScheduledSnapshotRequest;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Schedules;
import dev.rollback.worker.cli.request.Seconds;
import dev.rollback.worker.cli.request.UsageError;
import dev.rollback.worker.cli.view.ScheduleView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback schedule create`: a snapshot again and again, and which of them stay.
@Command(
    name = "create",
    description = {
      "Let Temporal take a snapshot at given times; with --keep rules it thins out its own.",
      "The snapshots are named NAME-20261124T020000Z and labelled schedule=NAME."
    })
final class ScheduleCreateCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The schedule's name.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PATH",
      description = "file_system: the paths to capture.")
  private final List<String> paths = new ArrayList<>();

  @Option(
      names = "--cron",
      paramLabel = "EXPRESSION",
      description = "When, as in a crontab: '0 2 * * *'; repeatable.")
  private final List<String> cron = new ArrayList<>();

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "Or how often: 15m, 6h, 1d.")
  private @Nullable Long every;

  @Option(
      names = "--jitter",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "Delay each run by up to this, so that not all begin at once.")
  private @Nullable Long jitter;

  @Option(names = "--paused", description = "Wait until it is resumed.")
  private boolean paused;

  @Mixin private final SnapshotOptions snapshot = new SnapshotOptions();
  @Mixin private final RetentionOptions rules = new RetentionOptions();
  @Mixin private final RequesterOptions requester = new RequesterOptions();

  private @Nullable ScheduledSnapshotRequest request;

  ScheduleCreateCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    if (cron.isEmpty() && every == null) {
      throw new UsageError("Say when: --cron '0 2 * * *' or --every 1d.");
    }
    snapshot.requirePathsFit(paths);
    request = new ScheduledSnapshotRequest(name, snapshot(), rules.policy(console()));
  }

  private CreateSnapshotRequest snapshot() {
    CreateSnapshotRequest written = snapshot.written(console());
    return new CreateSnapshotRequest(
        written == null ? null : written.snapshotId(),
        snapshot.spec(written, console(), paths),
        snapshot.description(written),
        snapshot.labels(written),
        written == null ? null : written.hold(),
        null,
        written == null ? null : written.timeout(),
        snapshot.target(written),
        requester.requestedBy(console()));
  }

  @Override
  int ask(Client client) {
    client
        .schedules()
        .create(
            Objects.requireNonNull(request),
            new Schedules.When(
                cron, seconds(every), seconds(jitter), rules.zone(console()), paused));
    output().print(console(), client.schedules().describe(name), ScheduleView::one);
    return Exit.SUCCESS;
  }

  private static @Nullable Duration seconds(@Nullable Long seconds) {
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }
}
