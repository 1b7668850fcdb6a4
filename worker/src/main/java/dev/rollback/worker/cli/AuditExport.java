package dev.rollback.worker.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.worker.cli.client.RecordedRun;
import dev.rollback.worker.cli.output.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Histories as files, with a header that says what they are and what each one's digest is.
///
/// The header is written last, so that an export with a header is whole; nothing is overwritten.
final class AuditExport {
  private final String id;
  private final String exportedBy;
  private final long exportedAt;

  AuditExport(String id, String exportedBy, Clock clock) {
    this.id = id;
    this.exportedBy = exportedBy;
    this.exportedAt = clock.instant().getEpochSecond();
  }

  /// All in one JSON document.
  String document(List<RecordedRun> runs) {
    return Documents.json(
        new Header(
            id, exportedAt, exportedBy, runs.stream().map(run -> entry(run, true)).toList()));
  }

  /// @return the files, the header last
  /// @throws FileAlreadyExistsException before anything is written
  List<String> write(List<RecordedRun> runs, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path header = directory.resolve(id + ".audit.json");
    var files = new ArrayList<Path>();
    runs.forEach(run -> files.add(directory.resolve(fileName(run))));
    files.add(header);
    for (Path file : files) {
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
    for (RecordedRun run : runs) {
      write(directory.resolve(fileName(run)), run.history());
    }
    List<Entry> entries = runs.stream().map(run -> entry(run, false)).toList();
    write(header, Documents.json(new Header(id, exportedAt, exportedBy, entries)));
    return files.stream().map(Path::toString).toList();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
  }

  private static Entry entry(RecordedRun run, boolean whole) {
    return new Entry(
        run.workflowId(),
        run.runId(),
        run.type(),
        run.status(),
        run.startedAt(),
        run.closedAt(),
        run.events(),
        sha256(run.history()),
        whole ? null : fileName(run),
        whole ? run.history() : null);
  }

  private static String fileName(RecordedRun run) {
    String name = (run.workflowId() + "." + run.runId()).replaceAll("[^A-Za-z0-9._-]", "_");
    return name.substring(Math.max(0, name.length() - 200)) + ".history.json";
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /// What was exported, when and by whom.
  @JsonNaming(SnakeCaseStrategy.class)
  record Header(String id, long exportedAt, String exportedBy, List<Entry> workflows) {}

  /// One run; its history stands in `file`, or in `history` where all is one document.
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      String workflowId,
      String runId,
      String type,
      String status,
      long startedAt,
      @Nullable Long closedAt,
      long events,
      String sha256,
      @Nullable String file,
      @JsonRawValue @Nullable String history) {}
}
