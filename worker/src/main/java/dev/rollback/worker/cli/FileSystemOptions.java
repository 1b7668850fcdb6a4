package dev.rollback.worker.cli;

import dev.rollback.contract.SnapshotSpec;
import dev.rollback.worker.cli.request.Paths;
import dev.rollback.worker.cli.request.UsageError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a tree of files is captured.
public final class FileSystemOptions {
  @Option(
      names = {"-e", "--exclude"},
      paramLabel = "PATTERN",
      description = "file_system: leave out what matches, as in a .gitignore; repeatable.")
  private final List<String> exclude = new ArrayList<>();

  @Option(
      names = "--exclude-file",
      paramLabel = "FILE",
      description = "file_system: a file of such patterns, one a line; repeatable.")
  private final List<String> excludeFiles = new ArrayList<>();

  @Option(
      names = "--exclude-caches",
      description = "file_system: leave out what is in a directory with a CACHEDIR.TAG.")
  private boolean excludeCaches;

  @Option(
      names = {"-x", "--one-file-system"},
      description = "file_system: pass over what is mounted beneath a path; always so.")
  private boolean oneFileSystem;

  @Option(
      names = "--parent",
      paramLabel = "SNAPSHOT_ID",
      description = "file_system: compare with this snapshot; default the newest of the same.")
  private @Nullable String parent;

  @Option(
      names = "--strict",
      description = "file_system: refuse when a file changes meanwhile or cannot be read.")
  private boolean strict;

  @Option(
      names = {"--force", "--verify-content"},
      description = "file_system: read every file, also those that look unchanged.")
  private boolean verifyContent;

  boolean isGiven() {
    return !exclude.isEmpty()
        || !excludeFiles.isEmpty()
        || excludeCaches
        || oneFileSystem
        || parent != null
        || strict
        || verifyContent;
  }

  SnapshotSpec spec(Console console, List<String> paths, @Nullable String backupLocation) {
    if (paths.isEmpty()) {
      throw new UsageError("PATH is missing: name what to capture, after the snapshot's name.");
    }
    return new SnapshotSpec.FileSystem(
        paths.stream().map(path -> Paths.absolute(console.directory(), path)).toList(),
        backupLocation == null ? null : Paths.absolute(console.directory(), backupLocation),
        patterns(console),
        oneFileSystem ? true : null,
        parent,
        strict ? true : null,
        excludeCaches ? true : null,
        verifyContent ? true : null);
  }

  private List<String> patterns(Console console) {
    return Stream.concat(
            exclude.stream(), excludeFiles.stream().flatMap(file -> lines(console, file)))
        .toList();
  }

  private static Stream<String> lines(Console console, String file) {
    try {
      return Files.readAllLines(Path.of(Paths.absolute(console.directory(), file))).stream();
    } catch (NoSuchFileException _) {
      throw new UsageError("There is no file " + file + ", which --exclude-file names.");
    } catch (CharacterCodingException e) {
      throw new UsageError("--exclude-file " + file + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new UsageError(
          "--exclude-file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }
}
