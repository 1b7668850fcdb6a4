package dev.rollback.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.worker.cli.request.RequestDocument;
import dev.rollback.worker.cli.request.RequestFile;
import dev.rollback.worker.cli.request.UsageError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a snapshot is taken of, and what it is called besides its name: by options, or by a file
/// that holds a whole request, to which options add.
final class SnapshotOptions {
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

  @Option(names = "--target", paramLabel = "HOST", description = "The host whose files are meant.")
  private @Nullable String target;

  /// Whether paths may stand among a command's words.
  boolean takesPaths() {
    return subject.takesPaths();
  }

  /// The request that the file holds; null without one.
  ///
  /// @throws UsageError where options say what to capture too
  @Nullable CreateSnapshotRequest written(Console console) {
    if (file == null) {
      return null;
    }
    JsonNode document = RequestFile.read(file, console.directory(), console.in());
    if (document instanceof ObjectNode object
        && object.path("action").asText("").equals("create_snapshot")) {
      object.remove("action");
    }
    var written = RequestDocument.read(file, document, CreateSnapshotRequest.class);
    if (subject.isGiven()) {
      throw new UsageError("--file holds the whole request; leave out what says of what.");
    }
    return written;
  }

  /// @param paths the words that are paths
  void requirePathsFit(List<String> paths) {
    if (!paths.isEmpty() && !subject.takesPaths()) {
      throw new UsageError(
          "%s is too much: only --type file_system takes paths.".formatted(paths.getFirst()));
    }
  }

  /// What is captured.
  SnapshotSpec spec(@Nullable CreateSnapshotRequest written, Console console, List<String> paths) {
    return written != null ? written.config() : subject.spec(console, paths);
  }

  Map<String, String> labels(@Nullable CreateSnapshotRequest written) {
    Map<String, String> all = new TreeMap<>(written == null ? Map.of() : written.labels());
    all.putAll(labels);
    tags.forEach(tag -> all.put(tag, ""));
    return all;
  }

  @Nullable String description(@Nullable CreateSnapshotRequest written) {
    return description != null || written == null ? description : written.description();
  }

  @Nullable String target(@Nullable CreateSnapshotRequest written) {
    return target != null || written == null ? target : written.target();
  }
}
