package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.GitOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What stands against a rollback of one repository, found before anything is changed and without a
/// network.
final class Preflight {
  private static final int MOST_NAMED = 5;

  private final Repository repository;

  Preflight(Repository repository) {
    this.repository = repository;
  }

  void requireFree(boolean forced) {
    IndexLock.requireNone(repository);
    if (!forced) {
      Operation.underWay(repository)
          .ifPresent(
              operation -> {
                throw Refusal.of(
                    FailureType.REPOSITORY_IN_OPERATION,
                    "A %s is under way in %s. Finish or abort it, or ask with git.force to drop"
                        + " it.",
                    operation,
                    repository.top());
              });
    }
  }

  void requireClean(Observation seen, GitOptions.Dirty dirty) {
    if (dirty == GitOptions.Dirty.REFUSE && !seen.dirty().isEmpty()) {
      throw Refusal.of(
          FailureType.ROLLBACK_FAILED,
          "%s has %d files with uncommitted changes (%s), and git.dirty is refuse. Commit them, or"
              + " use git.dirty save.",
          repository.top(),
          seen.dirty().size(),
          named(seen.dirty()));
    }
  }

  /// A branch that another work tree has checked out is never moved under it.
  void requireNotElsewhere(List<RepoPlan.Move> moves) {
    Path others = repository.commonDirectory().resolve("worktrees");
    if (repository.isMainWorkTree() && !Files.exists(others)) {
      return;
    }
    String where = "";
    boolean main = true;
    boolean here = false;
    for (String line : repository.git("worktree", "list", "--porcelain").lines()) {
      if (line.startsWith("worktree ")) {
        where = line.substring("worktree ".length());
        // The first is the main one; of a submodule git tells its git directory's place instead.
        here = main ? repository.isMainWorkTree() : isTop(where);
        main = false;
      }
      for (RepoPlan.Move move : moves) {
        if (!here && !move.isNone() && line.equals("branch " + move.name().raw())) {
          throw Refusal.of(
              FailureType.ROLLBACK_FAILED,
              "Branch %s is checked out in the work tree %s and is not moved under it. Check out"
                  + " another branch there, or use git.mode detach or branch.",
              move.name().shown().replaceFirst("^refs/heads/", ""),
              new RepoPath(where));
        }
      }
    }
  }

  private boolean isTop(String where) {
    return RepoPath.of(repository.top().toString()).raw().equals(where);
  }

  /// Every object that the rollback will need is there, and there is room for what it writes.
  void requireObjects(RawTree raw, RepoPlan plan) {
    var needed = new ArrayList<String>();
    if (plan.goal() != null) {
      String commit = plan.goal().head().commit();
      if (commit != null && plan.revert() == null) {
        needed.add(commit);
      }
      needed.add(plan.goal().index().tree());
    }
    plan.moves().stream()
        .map(RepoPlan.Move::to)
        .filter(id -> !id.equals(repository.zero()))
        .filter(id -> plan.revert() == null || !plan.revert().id().equals(id))
        .forEach(needed::add);
    List<Change> written =
        plan.changes().stream()
            .filter(change -> !change.deletes() && !change.newMode().equals(Change.SUBMODULE))
            .toList();
    written.forEach(change -> needed.add(change.newId()));
    Map<String, Long> sizes = raw.objects().sizes(needed);
    List<String> missing = needed.stream().filter(id -> sizes.getOrDefault(id, -1L) < 0).toList();
    if (!missing.isEmpty()) {
      List<RepoPath> files =
          written.stream()
              .filter(change -> missing.contains(change.newId()))
              .map(Change::path)
              .toList();
      throw Refusal.of(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "Repository %s lacks %d objects that the snapshot needs (%s). Fetch them (a shallow or"
              + " partial clone may never have had them), or use a snapshot with a bundle.",
          repository.top(),
          missing.size(),
          files.isEmpty() ? missing.getFirst() : named(files));
    }
    requireSpace(
        written.stream().mapToLong(change -> sizes.getOrDefault(change.newId(), 0L)).sum());
  }

  private void requireSpace(long bytes) {
    try {
      long free = Files.getFileStore(repository.top()).getUsableSpace();
      if (bytes > free) {
        throw Refusal.of(
            FailureType.INSUFFICIENT_DISK_SPACE,
            "Insufficient disk space: %s (%d bytes are needed, %d are free). Free some and try"
                + " again.",
            repository.top(),
            bytes,
            free);
      }
    } catch (IOException e) {
      throw Refusal.of(repository.top().toString(), e);
    }
  }

  /// Ignored files are in no snapshot, so none may be overwritten.
  void requireNoIgnoredInTheWay(List<Change> changes) {
    List<RepoPath> created =
        changes.stream()
            .filter(Change::creates)
            .map(Change::path)
            .filter(path -> OnDisk.mayHave(repository, path))
            .toList();
    if (created.isEmpty()) {
      return;
    }
    List<RepoPath> inTheWay =
        IgnoreRules.ignoredNow(repository, created).stream().sorted().toList();
    if (!inTheWay.isEmpty()) {
      throw Refusal.of(
          FailureType.ROLLBACK_FAILED,
          "%s has ignored files where the snapshot has files of its own (%s); no snapshot keeps"
              + " ignored files. Move them and make a new plan.",
          repository.top(),
          named(inTheWay));
    }
  }

  private static String named(List<RepoPath> paths) {
    String names =
        paths.stream().limit(MOST_NAMED).map(RepoPath::shown).collect(Collectors.joining(", "));
    return paths.size() > MOST_NAMED ? names + ", …" : names;
  }

  /// As text, for messages of others.
  static String text(String raw) {
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
