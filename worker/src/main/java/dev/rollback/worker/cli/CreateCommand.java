package dev.rollback.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.SnapshotMetadata;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.request.Moment;
import dev.rollback.worker.cli.request.RequestDocument;
import dev.rollback.worker.cli.request.RequestFile;
import dev.rollback.worker.cli.request.Seconds;
import dev.rollback.worker.cli.request.UsageError;
import dev.rollback.worker.cli.view.SnapshotView;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

  @Mixin private final SubjectOptions subject = new SubjectOptions();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A whole request as JSON or YAML; - reads standard input.")
  private @Nullable String file;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  private @Nullable String description;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "KEY=VALUE",
      description = "A label; repeatable.")
  private final Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      split = ",",
      description = "A label without a value; repeatable.")
  private final List<String> tags = new ArrayList<>();

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

  @Option(names = "--target", paramLabel = "HOST", description = "The host whose files are meant.")
  private @Nullable String target;

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
    CreateSnapshotRequest written = file == null ? null : fromFile(file);
    if (written != null && subject.isGiven()) {
      throw new UsageError("--file holds the whole request; leave out what says of what.");
    }
    boolean named = snapshotIdOption == null && startsWithName();
    List<String> paths = named ? words.subList(1, words.size()) : words;
    if (!paths.isEmpty() && !subject.takesPaths()) {
      throw new UsageError(
          "%s is too much: only --type file_system takes paths.".formatted(paths.getFirst()));
    }
    String id = id(named ? words.getFirst() : snapshotIdOption, written);
    SnapshotSpec spec = written != null ? written.config() : subject.spec(console(), paths);
    CreateSnapshotRequest base = written != null ? written : CreateSnapshotRequest.of(id, spec);
    Map<String, String> allLabels = new TreeMap<>(base.labels());
    allLabels.putAll(labels);
    tags.forEach(tag -> allLabels.put(tag, ""));
    return new CreateSnapshotRequest(
        id,
        spec,
        description != null ? description : base.description(),
        allLabels,
        hold != null ? hold : base.hold(),
        expiresAt != null ? expiresAt : base.expiresAt(),
        timeout != null ? timeout : base.timeout(),
        target != null ? target : base.target(),
        base.requestedBy() != null ? base.requestedBy() : requester.requestedBy(console()));
  }

  /// A first word with a slash in it, `.` and `..` can only be a path.
  private boolean startsWithName() {
    return !words.isEmpty()
        && !(subject.takesPaths()
            && (words.getFirst().contains("/") || words.getFirst().matches("\\.{1,2}")));
  }

  private String id(@Nullable String given, @Nullable CreateSnapshotRequest written) {
    if (given != null) {
      return given;
    }
    if (written != null && written.snapshotId() != null) {
      return written.snapshotId();
    }
    if (subject.takesPaths() && !words.isEmpty()) {
      return "files-" + TIME.format(console().clock().instant());
    }
    throw new UsageError("SNAPSHOT_ID is missing: give the snapshot a name.");
  }

  private CreateSnapshotRequest fromFile(String name) {
    JsonNode document = RequestFile.read(name, console().directory(), console().in());
    if (document instanceof ObjectNode object
        && object.path("action").asText("").equals("create_snapshot")) {
      object.remove("action");
    }
    return RequestDocument.read(name, document, CreateSnapshotRequest.class);
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
