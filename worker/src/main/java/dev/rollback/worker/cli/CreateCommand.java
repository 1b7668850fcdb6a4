package dev.rollback.worker.cli;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.request.Moment;
import dev.rollback.worker.cli.request.Seconds;
import dev.rollback.worker.cli.request.UsageError;
import dev.rollback.worker.cli.view.SnapshotView;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback create`: takes a snapshot and waits until all of it is durable.
@Command(
    name = "create",
    description = {
      "Take a snapshot of a git repository, of files, of trees of files, or of several at once.",
      "The same request again answers the existing snapshot."
    })
final class CreateCommand extends ClientCommand {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Parameters(
      arity = "0..*",
      paramLabel = "[SNAPSHOT_ID] [PATH...]",
      hideParamSyntax = true,
      description = {
        "The snapshot's name; may stand in --file instead.",
        "file_system: after it, the paths to capture. Where the first is no name but a path, the"
            + " snapshot is named after its time."
      })
  private final List<String> words = new ArrayList<>();

  @Option(
      names = "--snapshot-id",
      paramLabel = "SNAPSHOT_ID",
      description = "The same, as an option.")
  private @Nullable String snapshotIdOption;

  @Mixin private final SnapshotOptions snapshot = new SnapshotOptions();

  @Option(names = "--hold", description = "Never expire it.")
  private @Nullable Boolean hold;

  @Option(
      names = "--expires-at",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "When retention may delete it: epoch seconds, 2027-01-31 or an ISO time.")
  private @Nullable Long expiresAt;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "How long it may take: 90, 10m, 2h.")
  private @Nullable Long timeout;

  @Mixin private final RequesterOptions requester = new RequesterOptions();
  @Mixin private final WaitOptions wait = new WaitOptions();

  private @Nullable CreateSnapshotRequest request;

  CreateCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    request = request();
  }

  CreateSnapshotRequest request() {
    CreateSnapshotRequest written = snapshot.written(console());
    boolean named = snapshotIdOption == null && startsWithName();
    List<String> paths = named ? words.subList(1, words.size()) : words;
    snapshot.requirePathsFit(paths);
    String id = id(named ? words.getFirst() : snapshotIdOption, written);
    SnapshotSpec spec = snapshot.spec(written, console(), paths);
    CreateSnapshotRequest base = written != null ? written : CreateSnapshotRequest.of(id, spec);
    return new CreateSnapshotRequest(
        id,
        spec,
        snapshot.description(written),
        snapshot.labels(written),
        hold != null ? hold : base.hold(),
        expiresAt != null ? expiresAt : base.expiresAt(),
        timeout != null ? timeout : base.timeout(),
        snapshot.target(written),
        base.requestedBy() != null ? base.requestedBy() : requester.requestedBy(console()));
  }

  /// A first word with a slash in it, `.` and `..` can only be a path.
  private boolean startsWithName() {
    return !words.isEmpty()
        && !(snapshot.takesPaths()
            && (words.getFirst().contains("/") || words.getFirst().matches("\\.{1,2}")));
  }

  private String id(@Nullable String given, @Nullable CreateSnapshotRequest written) {
    if (given != null) {
      return given;
    }
    if (written != null && written.snapshotId() != null) {
      return written.snapshotId();
    }
    if (snapshot.takesPaths() && !words.isEmpty()) {
      return "files-" + TIME.format(console().clock().instant());
    }
    throw new UsageError("SNAPSHOT_ID is missing: give the snapshot a name.");
  }

  @Override
  int ask(Client client) {
    CreateSnapshotRequest asked = Objects.requireNonNull(request);
    Work<SnapshotRecord> work = client.create(asked);
    if (!wait.waits()) {
      return wait.started(
          console(), output(), "snapshot_id", String.valueOf(asked.snapshotId()), work);
    }
    SnapshotRecord taken = work.await();
    output().print(console(), taken, SnapshotView::record);
    return SnapshotMetadata.degraded(taken.metadata()) ? Exit.PARTIAL : Exit.SUCCESS;
  }
}
