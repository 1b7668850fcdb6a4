package dev.rollback.worker.cli;

import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.worker.cli.request.Paths;
import dev.rollback.worker.cli.request.UsageError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a snapshot is taken of. Relative paths are made absolute here, where they were typed.
public final class SubjectOptions {
  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "git_commit, configuration or file_system; a set is written in --file.")
  private @Nullable String type;

  @Option(
      names = {"--repo", "--repo-path"},
      paramLabel = "PATH",
      description = "git_commit: the repository; default the working directory.")
  private @Nullable String repo;

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      description = "git_commit: the branch that must be checked out.")
  private @Nullable String branch;

  @Option(
      names = "--config-file",
      paramLabel = "PATH",
      description = "A file, directory or glob to capture; repeatable.")
  private final List<String> configFiles = new ArrayList<>();

  @Option(
      names = "--backup-location",
      paramLabel = "DIR",
      description = "configuration: where a second copy goes; file_system: a store of its own.")
  private @Nullable String backupLocation;

  @Option(
      names = "--no-uncommitted",
      description = "git_commit: leave uncommitted and untracked work out.")
  private boolean noUncommitted;

  @Option(names = "--bundle", description = "git_commit: keep the objects in the store as well.")
  private boolean bundle;

  @Mixin private final FileSystemOptions files = new FileSystemOptions();

  boolean isGiven() {
    return type != null
        || isGit()
        || !configFiles.isEmpty()
        || backupLocation != null
        || files.isGiven();
  }

  /// Whether what stands after the snapshot's name are paths to capture.
  boolean takesPaths() {
    return type == null ? files.isGiven() : type.equals(RollbackType.FILE_SYSTEM.wireName());
  }

  private boolean isGit() {
    return repo != null || branch != null || noUncommitted || bundle;
  }

  SnapshotSpec spec(Console console, List<String> paths) {
    RollbackType kind = kind();
    if (kind == RollbackType.FILE_SYSTEM) {
      requireNoOther();
    } else if (files.isGiven()) {
      throw new UsageError(
          "--exclude, --one-file-system, --parent and the like belong to --type file_system.");
    }
    return switch (kind) {
      case GIT_COMMIT -> git(console);
      case CONFIGURATION -> configuration(console);
      case FILE_SYSTEM -> files.spec(console, paths, backupLocation);
      case SET -> throw new UsageError("Write a set into a file and give it with --file.");
    };
  }

  private RollbackType kind() {
    if (type != null) {
      return RollbackType.ofWireName(type);
    }
    if (isGit()) {
      return RollbackType.GIT_COMMIT;
    }
    if (!configFiles.isEmpty()) {
      return RollbackType.CONFIGURATION;
    }
    if (files.isGiven()) {
      return RollbackType.FILE_SYSTEM;
    }
    throw new UsageError(
        "Say of what: --type with --repo, --config-file or PATH..., or --file for a set.");
  }

  private void requireNoOther() {
    if (isGit() || !configFiles.isEmpty()) {
      throw new UsageError(
          "--repo, --branch, --no-uncommitted, --bundle and --config-file are not of --type"
              + " file_system; name its paths after the snapshot's name.");
    }
  }

  private SnapshotSpec git(Console console) {
    if (backupLocation != null) {
      throw new UsageError("--backup-location belongs to --type configuration.");
    }
    return new SnapshotSpec.GitCommit(
        Paths.absolute(console.directory(), repo == null ? "." : repo),
        branch,
        absolute(console),
        noUncommitted ? false : null,
        bundle ? true : null);
  }

  private SnapshotSpec configuration(Console console) {
    if (isGit()) {
      throw new UsageError(
          "--repo, --branch, --no-uncommitted and --bundle belong to --type git_commit.");
    }
    if (configFiles.isEmpty()) {
      throw new UsageError("--config-file is missing: name what to capture.");
    }
    String copy =
        backupLocation == null ? null : Paths.absolute(console.directory(), backupLocation);
    return new SnapshotSpec.Configuration(absolute(console), copy);
  }

  private List<String> absolute(Console console) {
    return configFiles.stream().map(path -> Paths.absolute(console.directory(), path)).toList();
  }
}
