package dev.rollback.layer.git;

import dev.rollback.store.ContentId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Everything of a work tree that a snapshot keeps and a plan compares, as it was at one moment.
///
/// @param worktree the tree of all tracked and untracked files, their bytes as they are
/// @param dirty tracked paths that differ from HEAD in index or work tree
/// @param nested repositories inside the work tree that it does not track
/// @param converted tracked files whose bytes git converts
/// @param absentSubmodules paths of submodules without a work tree
/// @param raw an index that knows this work tree's files and their times
/// @param read files whose content was read in this look, whatever their times said
record Observation(
    Repository repository,
    Head head,
    IndexState index,
    String worktree,
    List<RepoPath> dirty,
    List<RepoPath> untracked,
    List<RepoPath> nested,
    List<Attributes.Converted> converted,
    Operation operation,
    List<RepoPath> absentSubmodules,
    List<Submodule> submodules,
    RawTree raw,
    Set<RepoPath> read) {

  /// A submodule with a work tree.
  record Submodule(RepoPath path, Observation state) {}

  boolean isClean() {
    return dirty.isEmpty() && untracked.isEmpty() && index.isTreeOnly();
  }

  /// Whether HEAD and the index alone tell all of it.
  boolean isPlain() {
    return isClean()
        && converted.isEmpty()
        && submodules.isEmpty()
        && absentSubmodules.isEmpty()
        && operation.files().isEmpty();
  }

  /// A clean and plain one: as long as no file has changed since its index was written.
  ///
  /// @param raw begun with the index
  static Observation plain(
      Repository repository, Head head, String tree, RawTree raw, Set<RepoPath> read) {
    return new Observation(
        repository,
        head,
        IndexState.ofTree(tree),
        tree,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Operation.NONE,
        List.of(),
        List.of(),
        raw,
        read);
  }

  /// Runs a command that may need objects which are in quarantine only.
  Output git(String... arguments) {
    return repository.run(List.of(arguments), raw.objectEnvironment(), new byte[0], false);
  }

  /// Unchanged files that go through a filter.
  List<RepoPath> filtered() {
    var changed = new HashSet<>(dirty);
    return converted.stream()
        .filter(Attributes.Converted::filter)
        .map(Attributes.Converted::path)
        .filter(path -> !changed.contains(path))
        .toList();
  }

  /// The same for the same state only; whatever moves the repository changes it.
  String fingerprint() {
    var text = new StringBuilder();
    describe(text);
    return ContentId.of(text.toString().getBytes(StandardCharsets.ISO_8859_1)).hex();
  }

  private void describe(StringBuilder text) {
    text.append(head.branch() == null ? "" : head.branch().raw()).append('\n');
    text.append(head.commit()).append('\n').append(worktree).append('\n');
    text.append(index.tree()).append('\n');
    for (List<RepoPath> each :
        List.of(
            index.stages(),
            index.intentToAdd(),
            index.skipped(),
            index.assumed(),
            absentSubmodules)) {
      new TreeSet<>(each).forEach(path -> text.append(path.raw()).append('\0'));
      text.append('\n');
    }
    for (Operation.StateFile file : operation.files()) {
      text.append(file.name()).append(' ').append(ContentId.of(file.bytes())).append('\n');
    }
    for (Submodule submodule : submodules) {
      text.append(submodule.path().raw()).append('\0');
      submodule.state().describe(text);
    }
  }
}
