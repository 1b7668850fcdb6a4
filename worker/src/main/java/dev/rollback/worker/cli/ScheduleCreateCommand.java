package dev.rollback.worker.cli;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ScheduledSnapshotRequest;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Schedules;
import dev.rollback.worker.cli.request.RequestDocument;
import dev.rollback.worker.cli.request.RequestFile;
import dev.rollback.worker.cli.request.Seconds;
import dev.rollback.worker.cli.request.UsageError;
import dev.rollback.worker.cli.view.ScheduleView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

  @Mixin private final SubjectOptions subject = new SubjectOptions();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The snapshot's request as JSON or YAML; - reads standard input.")
  private @Nullable String file;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  private @Nullable String description;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "KEY=VALUE",
      description = "A label for each snapshot; repeatable.")
  private final Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      split = ",",
      description = "A label without a value; repeatable.")
  private final List<String> tags = new ArrayList<>();

  @Option(names = "--target", paramLabel = "HOST", description = "The host whose files are meant.")
  private @Nullable String target;

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
    if (!paths.isEmpty() && !subject.takesPaths()) {
      throw new UsageError(
          "%s is too much: only --type file_system takes paths.".formatted(paths.getFirst()));
    }
    request = new ScheduledSnapshotRequest(name, snapshot(), rules.policy(console()));
  }

  private CreateSnapshotRequest snapshot() {
    CreateSnapshotRequest base = file == null ? null : fromFile(file);
    if (base != null && subject.isGiven()) {
      throw new UsageError("--file holds the whole request; leave out what says of what.");
    }
    Map<String, String> all = new TreeMap<>(base == null ? Map.of() : base.labels());
    all.putAll(labels);
    tags.forEach(tag -> all.put(tag, ""));
    return new CreateSnapshotRequest(
        base == null ? null : base.snapshotId(),
        base == null ? subject.spec(console(), paths) : base.config(),
        description != null || base == null ? description : base.description(),
        all,
        base == null ? null : base.hold(),
        null,
        base == null ? null : base.timeout(),
        target != null || base == null ? target : base.target(),
        requester.requestedBy(console()));
  }

  private CreateSnapshotRequest fromFile(String from) {
    return RequestDocument.read(
        from,
        RequestFile.read(from, console().directory(), console().in()),
        CreateSnapshotRequest.class);
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
