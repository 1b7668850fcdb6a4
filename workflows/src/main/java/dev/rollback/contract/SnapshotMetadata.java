package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a snapshot is of, told to people and programs; `method` says which record it is.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SnapshotMetadata.GitCommit.class, name = "git_commit"),
  @JsonSubTypes.Type(
      value = SnapshotMetadata.ConfigurationFiles.class,
      name = "configuration_files"),
  @JsonSubTypes.Type(value = SnapshotMetadata.FilesystemBackup.class, name = "filesystem_backup"),
  @JsonSubTypes.Type(value = SnapshotMetadata.Members.class, name = "set")
})
public sealed interface SnapshotMetadata {
  /// How many files a record names at most; the whole list stays in the store.
  int MOST_FILES = 100;

  /// How many files a member of a set names at most, so that a large set's record stays small.
  int MOST_FILES_OF_MEMBER = 10;

  /// How many files a layer names at most.
  ///
  /// @param member its name in a set, or null
  static int mostFiles(@Nullable String member) {
    return member == null ? MOST_FILES : MOST_FILES_OF_MEMBER;
  }

  /// The reference's name for how it was captured.
  @JsonIgnore
  String method();

  /// Whether it says that something is not captured as it was; a set's whether any member's does.
  static boolean degraded(@Nullable SnapshotMetadata metadata) {
    return switch (metadata) {
      case FilesystemBackup files -> files.degraded();
      case Members set -> set.members().values().stream().anyMatch(SnapshotMetadata::degraded);
      case GitCommit git -> false;
      case ConfigurationFiles files -> false;
      case null -> false;
    };
  }

  /// @param commitHash what HEAD pointed to, null on an unborn branch
  /// @param branch the branch checked out, null when detached
  /// @param dirtyFiles tracked files with uncommitted changes that were captured
  /// @param untrackedFiles untracked files that were captured
  /// @param submodules commit of each submodule's work tree by path
  /// @param files of the `config_files` captured with it, as [ConfigurationFiles]
  /// @param notes what was not captured, and why
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record GitCommit(
      @Nullable String commitHash,
      String repoPath,
      @Nullable String branch,
      boolean detached,
      boolean bare,
      @Nullable String upstream,
      String objectFormat,
      long dirtyFiles,
      long untrackedFiles,
      Map<String, String> submodules,
      Map<String, FileFacts> files,
      boolean bundled,
      List<String> notes)
      implements SnapshotMetadata {

    public GitCommit {
      submodules = submodules == null ? Map.of() : Map.copyOf(submodules);
      files = files == null ? Map.of() : Map.copyOf(files);
      notes = notes == null ? List.of() : List.copyOf(notes);
    }

    @Override
    public String method() {
      return "git_commit";
    }
  }

  /// @param files facts by path, at most [#MOST_FILES] of them
  /// @param fileCount how many entries there are in all
  /// @param truncated whether `files` names fewer than there are
  /// @param notes what was not captured, and why
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ConfigurationFiles(
      Map<String, FileFacts> files,
      long fileCount,
      boolean truncated,
      @Nullable String backupLocation,
      List<String> notes)
      implements SnapshotMetadata {

    public ConfigurationFiles {
      files = files == null ? Map.of() : Map.copyOf(files);
      notes = notes == null ? List.of() : List.copyOf(notes);
    }

    @Override
    public String method() {
      return "configuration_files";
    }
  }

  /// @param fileCount how many entries that are no directories
  /// @param directoryCount how many directories
  /// @param newFiles how many of the files `parent` did not have; all of them where there is none
  /// @param changedFiles how many of the files differ from those of `parent`
  /// @param unchangedFiles how many of the files are as `parent` has them
  /// @param parent the snapshot that it was compared with, or null
  /// @param planId the plan whose replaced and deleted entries are all that it holds (a safety
  ///     snapshot), or null where it holds everything
  /// @param degraded whether something that was asked for could not be captured as it was: it
  ///     changed all the while, or could not be read
  /// @param shortfalls what that was, and what vanished meanwhile
  /// @param notes what was not captured otherwise, and why
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record FilesystemBackup(
      long fileCount,
      long directoryCount,
      long newFiles,
      long changedFiles,
      long unchangedFiles,
      @Nullable String parent,
      @Nullable String backupLocation,
      @Nullable String planId,
      boolean degraded,
      List<Shortfall> shortfalls,
      List<String> notes)
      implements SnapshotMetadata {

    public FilesystemBackup {
      shortfalls = shortfalls == null ? List.of() : List.copyOf(shortfalls);
      notes = notes == null ? List.of() : List.copyOf(notes);
    }

    @Override
    public String method() {
      return "filesystem_backup";
    }
  }

  /// Files that a snapshot has not as they were.
  ///
  /// @param kind `changing`: captured while somebody wrote it; `vanished`: gone before it was read;
  ///     `unreadable`: left out; `unsupported`: left out, because the host cannot put it back
  /// @param paths the first few, at most [SnapshotMetadata#mostFiles] over all kinds
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Shortfall(String kind, long count, List<String> paths) {
    public Shortfall {
      paths = paths == null ? List.of() : paths.stream().limit(MOST_FILES).toList();
    }
  }

  /// @param members each member's metadata under its name
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Members(Map<String, SnapshotMetadata> members) implements SnapshotMetadata {
    public Members {
      members = members == null ? Map.of() : Map.copyOf(members);
    }

    @Override
    public String method() {
      return "set";
    }
  }
}
