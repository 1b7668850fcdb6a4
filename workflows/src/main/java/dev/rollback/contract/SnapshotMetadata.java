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
