package dev.rollback.layer.git;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a snapshot holds of one repository: the root content of its handle. The objects that it
/// names are pinned in the repository, and lie in the store too where there is a bundle.
///
/// @param format which version of this record it is
/// @param takenAt epoch seconds
/// @param sizeBytes of what the store keeps of it beside this record
/// @param storedBytes what that added to the store
/// @param absent whether there was no repository
/// @param worktree the tree of the work tree's bytes as they were; null for a bare repository
/// @param index null for a bare repository
/// @param filtered unchanged files that go through a filter
/// @param references all of a bare repository's; empty otherwise
/// @param bundle content id of the objects as a git bundle, or null
/// @param files content id of the `config_files` captured with it, or null
@JsonInclude(JsonInclude.Include.NON_NULL)
record Captured(
    int format,
    long takenAt,
    long sizeBytes,
    long storedBytes,
    String path,
    String gitDirectory,
    String objectFormat,
    boolean bare,
    boolean absent,
    Head head,
    @Nullable RepoPath upstream,
    @Nullable String worktree,
    @Nullable IndexState index,
    Operation operation,
    List<RepoPath> dirty,
    List<RepoPath> untracked,
    List<RepoPath> filtered,
    List<RepoPath> absentSubmodules,
    List<Submodule> submodules,
    List<Operation.Reference> references,
    @Nullable String bundle,
    @Nullable String files,
    List<String> notes) {
  static final int FORMAT = 1;

  /// A submodule with a work tree.
  record Submodule(RepoPath path, Captured state) {}

  /// The same with what is known once everything else is stored.
  Captured stored(long size, long added, @Nullable String configFiles) {
    return new Captured(
        format,
        takenAt,
        size,
        added,
        path,
        gitDirectory,
        objectFormat,
        bare,
        absent,
        head,
        upstream,
        worktree,
        index,
        operation,
        dirty,
        untracked,
        filtered,
        absentSubmodules,
        submodules,
        references,
        bundle,
        configFiles,
        notes);
  }

  String worktreeTree() {
    if (worktree == null) {
      throw new IllegalStateException("A bare repository has no work tree.");
    }
    return worktree;
  }

  IndexState indexState() {
    if (index == null) {
      throw new IllegalStateException("A bare repository has no index.");
    }
    return index;
  }

  /// Content ids that the snapshot keeps beside this record.
  List<String> contents() {
    var all = new ArrayList<String>();
    if (bundle != null) {
      all.add(bundle);
    }
    submodules.forEach(submodule -> all.addAll(submodule.state().contents()));
    return all;
  }
}
