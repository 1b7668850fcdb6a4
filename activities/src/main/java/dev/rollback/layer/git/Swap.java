package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.files.LiveStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes one work tree to a state: files, references, HEAD, index, in that order. Each step looks
/// first, so that a repetition after a crash anywhere ends in the same state.
final class Swap {
  private final Repository repository;
  private final String planId;
  private final String message;
  private final Path scratch;

  Swap(Repository repository, String planId, String message, Path scratch) {
    this.repository = repository;
    this.planId = planId;
    this.message = message;
    this.scratch = scratch;
  }

  /// @param seen what is there now
  /// @param start the work tree that `changes` lead on from
  /// @param to the state to reach
  void reach(
      Observation seen,
      String start,
      RepoPlan.State to,
      List<Change> changes,
      List<RepoPlan.Move> moves) {
    DirectUpdate.clean(repository, planId);
    RawTree raw = seen.raw();
    boolean asPlanned = seen.worktree().equals(start) && raw.objects().knows(to.worktree());
    String tree = asPlanned ? to.worktree() : raw.treeWith(seen.worktree(), changes);
    if (!tree.equals(seen.worktree())) {
      update(raw, asPlanned ? changes : raw.objects().difference(seen.worktree(), tree), tree);
    }
    Path index = index(raw, tree, to);
    moveAll(repository, moves, message);
    setHead(repository, to.head(), message);
    install(index);
    if (!to.operation().isSameAs(Operation.of(repository))) {
      operation(to.operation());
    }
  }

  private void update(RawTree raw, List<Change> changes, String tree) {
    if (!DirectUpdate.carryOut(repository, raw, changes, tree, planId)) {
      raw.update(tree);
    }
  }

  private Path index(RawTree raw, String tree, RepoPlan.State to) {
    Path index = scratch.resolve("new-index");
    try {
      Files.deleteIfExists(index);
      if (Files.exists(raw.index())) {
        Files.copy(raw.index(), index, StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw Refusal.of(scratch.toString(), e);
    }
    IndexState wanted = to.index();
    if (!wanted.tree().equals(tree)) {
      repository.withIndex(index, new byte[0], "read-tree", "-i", "-m", wanted.tree());
      repository.run(
          List.of("update-index", "-q", "--refresh"),
          Map.of("GIT_INDEX_FILE", index.toString()),
          new byte[0],
          true);
    }
    enterFiltered(index, to.filtered());
    enter(index, wanted);
    return index;
  }

  /// Files that go through a filter are known to be unchanged: their entries get the files' times,
  /// so that git takes them for it without their filter. An index that is not plain is left as it
  /// is, and git runs the filter when it is next asked.
  private void enterFiltered(Path file, List<RepoPath> filtered) {
    Optional<IndexFile> read =
        filtered.isEmpty()
            ? Optional.empty()
            : IndexFile.read(file, repository.idLength()).filter(IndexPatch::canPatch);
    if (read.isEmpty()) {
      return;
    }
    IndexFile index = read.get();
    var patch = new IndexPatch(index, repository.objectFormat());
    for (RepoPath path : filtered) {
      int entry = index.find(path.bytes());
      LiveStatus.of(repository.top(), path.bytes())
          .filter(status -> entry >= 0 && index.hasMode(entry, status))
          .ifPresent(status -> patch.put(path, index.id(entry), status));
    }
    try {
      patch.patched().write(file);
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  private void enter(Path index, IndexState wanted) {
    if (!wanted.intentToAdd().isEmpty()) {
      repository.withIndex(
          index,
          Repository.listed(wanted.intentToAdd()),
          "add",
          "--intent-to-add",
          "--force",
          "--pathspec-from-file=-",
          "--pathspec-file-nul");
    }
    if (!wanted.stages().isEmpty()) {
      var lines = new StringBuilder();
      for (RepoPath stage : wanted.stages()) {
        lines.append(stage.raw()).append('\0');
      }
      repository.withIndex(
          index,
          lines.toString().getBytes(StandardCharsets.ISO_8859_1),
          "update-index",
          "-z",
          "--index-info");
    }
    flag(index, wanted.skipped(), "--skip-worktree");
    flag(index, wanted.assumed(), "--assume-unchanged");
  }

  private void flag(Path index, List<RepoPath> paths, String flag) {
    if (!paths.isEmpty()) {
      repository.withIndex(index, Repository.listed(paths), "update-index", flag, "-z", "--stdin");
    }
  }

  static void moveAll(Repository repository, List<RepoPlan.Move> moves, String message) {
    var references = new References(repository);
    for (RepoPlan.Move move : moves) {
      String current = Commits.current(repository, move.name());
      if (current.equals(move.to())) {
        continue;
      }
      if (!current.equals(move.from())) {
        throw Refusal.of(
            FailureType.TARGET_CHANGED,
            "%s in %s was moved by another program while the rollback ran. Make a new plan.",
            move.name(),
            repository.top());
      }
      references.move(move.name().raw(), move.from(), move.to());
    }
    references.commit(message);
  }

  static void setHead(Repository repository, Head wanted, String message) {
    Head now = Head.of(repository);
    RepoPath branch = wanted.branch();
    if (branch != null && !branch.equals(now.branch())) {
      if (!branch.isText()) {
        throw Refusal.of(
            FailureType.INVALID_REQUEST,
            "Branch %s has a name that is not UTF-8, and HEAD cannot be pointed at it.",
            branch);
      }
      repository.git("symbolic-ref", "-m", message, "HEAD", branch.text());
    }
    if (branch == null && wanted.commit() != null && !wanted.isSameAs(now)) {
      new References(repository).detach(wanted.commit()).commit(message);
    }
  }

  private void install(Path index) {
    try {
      if (!Files.exists(index)) {
        Files.deleteIfExists(repository.index());
        return;
      }
      Path beside = repository.gitDirectory().resolve("rollback-index-" + SafeName.of(planId));
      Files.copy(
          index, beside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      Durable.force(beside);
      Durable.replace(beside, repository.index());
    } catch (IOException e) {
      throw Refusal.of(repository.index().toString(), e);
    }
  }

  private void operation(Operation wanted) {
    var references = new References(repository);
    References.list(repository, "refs/bisect", "refs/rewritten", "refs/worktree")
        .forEach(each -> references.delete(each.name().raw()));
    references.commit(message);
    var again = new References(repository);
    wanted.references().forEach(each -> again.set(each.name().raw(), each.id()));
    again.commit(message);
    wanted.write(repository);
  }
}
