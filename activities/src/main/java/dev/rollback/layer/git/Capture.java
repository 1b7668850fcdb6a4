package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.layer.Progress;
import dev.rollback.store.SnapshotWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Captures a repository and its submodules: pins first, then the record that speaks of them.
final class Capture {
  private static final int MOST_TRIES = 3;

  private final Places places;
  private final SnapshotSpec.GitCommit spec;
  private final boolean safety;
  private final String prefix;
  private final long seconds;
  private final SnapshotWriter writer;
  private final Progress progress;

  /// @param safety whether everything is captured, whatever the spec leaves out, and a merge or the
  ///     like under way too
  Capture(
      Places places,
      SnapshotSpec.GitCommit spec,
      boolean safety,
      String prefix,
      long seconds,
      SnapshotWriter writer,
      Progress progress) {
    this.places = places;
    this.spec = spec;
    this.safety = safety;
    this.prefix = prefix;
    this.seconds = seconds;
    this.writer = writer;
    this.progress = progress;
  }

  Captured take(Repository repository, Scratch scratch) {
    requireBranch(repository);
    return repository.bare() ? references(repository, scratch) : worktree(repository, scratch);
  }

  private void requireBranch(Repository repository) {
    if (spec.branch() == null) {
      return;
    }
    Head head = Head.of(repository);
    if (head.isDetached() || !spec.branch().equals(head.branchName())) {
      throw Refusal.of(
          FailureType.INVALID_REQUEST,
          "config.branch is %s, but %s has %s checked out. Check the branch out, or leave it out of"
              + " the request.",
          spec.branch(),
          repository.top(),
          head.shown());
    }
  }

  private Captured references(Repository repository, Scratch scratch) {
    List<Operation.Reference> all =
        References.list(repository).stream()
            .filter(each -> !each.name().raw().startsWith("refs/rollback"))
            .toList();
    new Pins(repository, prefix, seconds).pin(all);
    return new Captured(
        Captured.FORMAT,
        seconds,
        0,
        0,
        repository.top().toString(),
        repository.gitDirectory().toString(),
        repository.objectFormat(),
        true,
        false,
        Head.of(repository),
        null,
        null,
        null,
        Operation.NONE,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        all,
        bundle(repository, scratch),
        null,
        notes(repository, List.of(), List.of()));
  }

  private Captured worktree(Repository repository, Scratch scratch) {
    requireNoOperation(repository);
    var observer =
        new Observer(
            repository, scratch.resolve("raw"), false, top -> places.openSubmodule(top, progress));
    Observation seen = quiet(observer);
    return keep(seen, scratch);
  }

  /// Looks until nothing changed while it was looked at.
  private Observation quiet(Observer observer) {
    for (int tries = 1; ; tries++) {
      Observation seen = observer.observe(List.of());
      if (isStill(seen)) {
        return seen;
      }
      if (tries == MOST_TRIES) {
        throw Refusal.of(
            FailureType.SOURCE_CHANGING,
            "Files of %s change while they are captured. Try again when it is quiet.",
            spec.repoPath());
      }
    }
  }

  private static boolean isStill(Observation seen) {
    boolean plain = seen.dirty().isEmpty() && seen.untracked().isEmpty();
    return (plain || seen.raw().isAsOnDisk())
        && seen.head().isSameAs(Head.of(seen.repository()))
        && seen.submodules().stream().allMatch(each -> isStill(each.state()));
  }

  private Captured keep(Observation seen, Scratch scratch) {
    Repository repository = seen.repository();
    requireNoOperation(seen.repository());
    boolean all = safety || spec.capturesUncommitted();
    IndexState index = all ? seen.index() : IndexState.ofTree(headTree(seen));
    String worktree = all ? seen.worktree() : committedOnly(seen);
    var pins = new Pins(repository, prefix, seconds);
    pins.pin(seen.head(), worktree, index, seen.operation());
    var submodules = new ArrayList<Captured.Submodule>();
    for (Observation.Submodule each : seen.submodules()) {
      submodules.add(new Captured.Submodule(each.path(), keep(each.state(), scratch)));
    }
    return new Captured(
        Captured.FORMAT,
        seconds,
        0,
        0,
        repository.top().toString(),
        repository.gitDirectory().toString(),
        repository.objectFormat(),
        false,
        false,
        seen.head(),
        upstream(seen),
        worktree,
        index,
        seen.operation(),
        all ? seen.dirty() : List.of(),
        all ? seen.untracked() : List.of(),
        seen.filtered(),
        seen.absentSubmodules(),
        submodules,
        List.of(),
        bundle(repository, scratch),
        null,
        notes(repository, seen.nested(), all || seen.isClean() ? List.of() : leftOut(seen)));
  }

  private void requireNoOperation(Repository repository) {
    if (safety) {
      return;
    }
    Operation.underWay(repository)
        .ifPresent(
            operation -> {
              throw Refusal.of(
                  FailureType.REPOSITORY_IN_OPERATION,
                  "A %s is under way in %s. Finish or abort it, then take the snapshot.",
                  operation,
                  repository.top());
            });
  }

  private static String headTree(Observation seen) {
    Repository repository = seen.repository();
    return seen.head().commit() == null
        ? repository.emptyTree()
        : repository.git("rev-parse", seen.head().commit() + "^{tree}").line();
  }

  /// The work tree's bytes with changed files as they were committed and untracked ones left out.
  private static String committedOnly(Observation seen) {
    if (seen.dirty().isEmpty() && seen.untracked().isEmpty()) {
      return seen.worktree();
    }
    Set<RepoPath> changed = new HashSet<>(seen.dirty());
    for (Attributes.Converted each : seen.converted()) {
      if (changed.contains(each.path())) {
        throw Refusal.of(
            FailureType.INVALID_REQUEST,
            "%s in %s is changed, and git converts its bytes, so its committed form cannot be told"
                + " exactly. Commit it, or capture with include_uncommitted.",
            each.path(),
            seen.repository().top());
      }
    }
    changed.addAll(seen.untracked());
    RawTree raw = seen.raw();
    raw.enter(
        raw.objects().difference(seen.worktree(), headTree(seen)).stream()
            .filter(change -> changed.contains(change.path()))
            .toList());
    return raw.tree();
  }

  private static List<String> leftOut(Observation seen) {
    return List.of(
        "%d uncommitted and %d untracked files were left out, as asked."
            .formatted(seen.dirty().size(), seen.untracked().size()));
  }

  private static List<String> notes(
      Repository repository, List<RepoPath> nested, List<String> more) {
    var notes = new ArrayList<>(more);
    nested.stream()
        .limit(20)
        .forEach(path -> notes.add("Repository " + path + " inside the work tree was left out."));
    if (repository.settings().mirrorsAllReferences()) {
      notes.add(
          "A remote mirrors all references: a pruning fetch deletes this snapshot's pins. Keep a"
              + " bundle.");
    }
    return notes;
  }

  private static @Nullable RepoPath upstream(Observation seen) {
    RepoPath branch = seen.head().branch();
    if (branch == null || !branch.isText()) {
      return null;
    }
    String name =
        seen.repository().git("for-each-ref", "--format=%(upstream)", branch.text()).line();
    return name.isEmpty() ? null : new RepoPath(name);
  }

  private @Nullable String bundle(Repository repository, Scratch scratch) {
    if (!spec.keepsBundle()) {
      return null;
    }
    if (Files.exists(repository.commonDirectory().resolve("shallow"))
        || repository.settings().isPartialClone()) {
      throw Refusal.of(
          FailureType.INVALID_REQUEST,
          "%s is a shallow or partial clone, whose objects a bundle cannot hold whole. Leave bundle"
              + " out, or fetch everything first.",
          repository.top());
    }
    var file = scratch.resolve("bundle");
    var names = new StringBuilder();
    new Pins(repository, prefix, seconds)
        .list()
        .forEach(pin -> names.append(pin.name().raw()).append('\n'));
    if (names.isEmpty()) {
      return null;
    }
    repository.feed(
        names.toString().getBytes(StandardCharsets.ISO_8859_1),
        "bundle",
        "create",
        "--quiet",
        file.toString(),
        "--stdin");
    try (InputStream content = Files.newInputStream(file)) {
      return writer.write(content).hex();
    } catch (IOException e) {
      throw Stored.failure(e);
    }
  }
}
