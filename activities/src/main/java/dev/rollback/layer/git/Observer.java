package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.layer.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Looks at a work tree once and tells all of it. Changes nothing in it; new objects go where the
/// raw tree keeps them.
final class Observer {
  private final Repository repository;
  private final RawTree raw;
  private final Path scratch;
  private final boolean quarantined;
  private final SubmoduleOpening opening;

  /// How a submodule's work tree is opened, or refused.
  interface SubmoduleOpening {
    Repository open(Path top);
  }

  Observer(Repository repository, Path scratch, boolean quarantined, SubmoduleOpening opening) {
    this.repository = repository;
    this.scratch = scratch;
    this.quarantined = quarantined;
    this.opening = opening;
    this.raw = RawTree.create(repository, scratch, quarantined);
  }

  RawTree raw() {
    return raw;
  }

  /// @param also paths that are read whether git ignores them or not
  Observation observe(Collection<RepoPath> also) {
    return also.isEmpty() ? observeReading(Set.of()) : observeAll(also);
  }

  /// @param read files whose content is read, where nothing else has to be: see
  ///     [Observation#read()]
  Observation observeReading(Set<RepoPath> read) {
    return new CleanLook(repository, raw, read).look().orElseGet(() -> observeAll(List.of()));
  }

  private Observation observeAll(Collection<RepoPath> also) {
    Beside<Listing> listed =
        Beside.begin(
            () -> {
              raw.beginWithIndex();
              return new Listing(
                  repository.reporting(Progress.NONE).git("ls-files", "-s", "-v", "-z").bytes());
            });
    List<StatusEntry> status = status();
    Listing listing = listed.answer();
    Head head = Head.of(repository);
    var attributesChanged =
        status.stream().anyMatch(entry -> entry.path().raw().endsWith(".gitattributes"));
    var converted = new Attributes(repository).converted(listing, attributesChanged);
    IndexState index = index(head, status, listing);
    boolean changed = readRaw(status, listing, index, converted, also);
    String worktree = changed ? raw.tree() : index.tree();
    return observation(head, index, worktree, status, listing, converted);
  }

  private Observation observation(
      Head head,
      IndexState index,
      String worktree,
      List<StatusEntry> status,
      Listing listing,
      List<Attributes.Converted> converted) {
    var absent = new ArrayList<RepoPath>();
    List<Observation.Submodule> submodules = submodules(listing, absent);
    return new Observation(
        repository,
        head,
        index,
        worktree,
        paths(status, entry -> !entry.isUntracked()),
        paths(status, entry -> entry.isUntracked() && !entry.isNestedRepository()),
        paths(status, StatusEntry::isNestedRepository),
        converted,
        Operation.of(repository),
        absent,
        submodules,
        raw,
        Set.of());
  }

  private List<StatusEntry> status() {
    return StatusEntry.parse(
        repository
            .git(
                "status",
                "--porcelain=v2",
                "-z",
                "--untracked-files=all",
                "--no-renames",
                "--ignore-submodules=dirty")
            .records());
  }

  private IndexState index(Head head, List<StatusEntry> status, Listing listing) {
    boolean staged = status.stream().anyMatch(entry -> entry.isStaged() || entry.isUnmerged());
    String tree;
    if (!staged) {
      tree =
          head.commit() == null
              ? repository.emptyTree()
              : repository.git("rev-parse", head.commit() + "^{tree}").line();
    } else {
      tree = writtenIndex(listing);
    }
    return new IndexState(
        tree,
        listing.stages.stream().map(RepoPath::new).toList(),
        paths(status, StatusEntry::isIntentToAdd),
        listing.skipped,
        listing.assumed);
  }

  /// The tree of the merged entries, from a copy: writing a tree changes the index that it reads.
  private String writtenIndex(Listing listing) {
    Path copy = scratch.resolve("index-copy");
    try {
      Files.copy(raw.index(), copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Refusal.of(scratch.toString(), e);
    }
    Map<String, String> environment = new TreeMap<>(raw.objectEnvironment());
    environment.put("GIT_INDEX_FILE", copy.toString());
    var unmerged = new StringBuilder();
    listing.stages.stream()
        .map(stage -> stage.substring(stage.indexOf('\t') + 1))
        .distinct()
        .forEach(path -> unmerged.append("0 %s\t%s\0".formatted(repository.zero(), path)));
    repository.run(
        List.of("update-index", "-z", "--index-info"),
        environment,
        unmerged.toString().getBytes(StandardCharsets.ISO_8859_1),
        false);
    return repository.run(List.of("write-tree"), environment, new byte[0], false).line();
  }

  /// Brings the raw index to what the work tree holds; whether that differs from the index's tree.
  private boolean readRaw(
      List<StatusEntry> status,
      Listing listing,
      IndexState index,
      List<Attributes.Converted> converted,
      Iterable<RepoPath> also) {
    Set<RepoPath> forget = new HashSet<>();
    Set<RepoPath> read = new HashSet<>();
    converted.forEach(each -> forget.add(each.path()));
    for (StatusEntry entry : status) {
      if (entry.isUnmerged() || entry.isIntentToAdd() || entry.isGone()) {
        forget.add(entry.path());
      }
      if (entry.isNestedRepository() || entry.isGone()) {
        continue;
      }
      if (entry.isUntracked() || entry.isUnmerged() || entry.isChangedInWorkTree()) {
        read.add(entry.path());
      }
    }
    read.addAll(flagged(index));
    Set<RepoPath> skipped = new HashSet<>(listing.skipped);
    Set<RepoPath> gone = new HashSet<>(paths(status, StatusEntry::isGone));
    converted.stream()
        .map(Attributes.Converted::path)
        .filter(path -> !gone.contains(path) && !skipped.contains(path))
        .forEach(read::add);
    also.forEach(read::add);
    forget.removeIf(path -> skipped.contains(path) && !read.contains(path));
    raw.forget(forget);
    raw.read(read);
    return !forget.isEmpty() || !read.isEmpty();
  }

  /// Files whose flags hide changes from git; outside a sparse checkout the truth is read from
  /// disk.
  private List<RepoPath> flagged(IndexState index) {
    var hidden = new ArrayList<>(index.assumed());
    if (!repository.settings().isTrue("core.sparsecheckout", false)) {
      index.skipped().stream()
          .filter(
              path ->
                  path.isText()
                      && Files.exists(
                          repository.top().resolve(path.text()), LinkOption.NOFOLLOW_LINKS))
          .forEach(hidden::add);
    }
    raw.clearFlags(hidden);
    return hidden;
  }

  private List<Observation.Submodule> submodules(Listing listing, List<RepoPath> absent) {
    var found = new ArrayList<Observation.Submodule>();
    for (RepoPath path : listing.submodules) {
      if (!path.isText()) {
        throw Refusal.of(
            FailureType.INVALID_REQUEST,
            "Submodule %s of %s has a name that is not UTF-8; that is not supported. Rename it.",
            path,
            repository.top());
      }
      Path top = repository.top().resolve(path.text());
      if (!Files.exists(top.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        absent.add(path);
        continue;
      }
      Repository submodule = opening.open(top);
      Path inner = scratch.resolve("submodule-" + found.size());
      var observer = new Observer(submodule, inner, quarantined, opening);
      found.add(new Observation.Submodule(path, observer.observe(List.of())));
    }
    return found;
  }

  private static List<RepoPath> paths(List<StatusEntry> status, Predicate<StatusEntry> which) {
    return status.stream().filter(which).map(StatusEntry::path).toList();
  }
}
