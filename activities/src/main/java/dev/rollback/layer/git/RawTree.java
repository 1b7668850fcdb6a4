package dev.rollback.layer.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A work tree's bytes as they are, through an index of the layer's own: see [RawView].
final class RawTree {
  private final RawView view;
  private final Repository repository;
  private final RawObjects objects;
  private final Path index;

  private RawTree(RawView view, RawObjects objects, Path index) {
    this.view = view;
    this.repository = view.repository();
    this.objects = objects;
    this.index = index;
  }

  /// @param directory a new or an emptied one, outside the work tree
  /// @param quarantined whether new objects stay in `directory`
  static RawTree create(Repository repository, Path directory, boolean quarantined) {
    RawView view = RawView.create(repository, directory, quarantined);
    return new RawTree(view, new RawObjects(view), view.place("raw-index"));
  }

  RawObjects objects() {
    return objects;
  }

  /// A directory for whoever needs one of this look's own.
  Path place(String name) {
    return view.place(name);
  }

  /// Begins with a copy of the repository's own index and what it knows of file times.
  void beginWithIndex() {
    try {
      if (!Files.exists(repository.index())) {
        Files.deleteIfExists(index);
        return;
      }
      Files.copy(
          repository.index(),
          index,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      if (isSplit()) {
        repository.withIndex(
            index, new byte[0], "-c", "core.splitIndex=false", "update-index", "--no-split-index");
      }
    } catch (IOException e) {
      throw Refusal.of(repository.index().toString(), e);
    }
  }

  private boolean isSplit() throws IOException {
    try (var shared = Files.newDirectoryStream(repository.gitDirectory(), "sharedindex.*")) {
      return shared.iterator().hasNext();
    }
  }

  /// Forgets the entries of these paths.
  void forget(Iterable<RepoPath> paths) {
    var lines = new StringBuilder();
    paths.forEach(path -> lines.append("0 %s\t%s\0".formatted(repository.zero(), path.raw())));
    enter(lines.toString());
  }

  /// Reads these paths from the work tree as they are; those that are gone are forgotten.
  void read(Iterable<RepoPath> paths) {
    byte[] listed = Repository.listed(paths);
    if (listed.length > 0) {
      git(listed, "update-index", "--add", "--remove", "--replace", "-z", "--stdin");
    }
  }

  /// Enters what a tree or plan says of paths, without looking at the work tree.
  void enter(Iterable<Change> changes) {
    var lines = new StringBuilder();
    for (Change change : changes) {
      if (!change.creates()) {
        lines.append("0 %s\t%s\0".formatted(repository.zero(), change.path().raw()));
      }
    }
    for (Change change : changes) {
      if (!change.deletes()) {
        lines.append(
            "%s %s\t%s\0".formatted(change.newMode(), change.newId(), change.path().raw()));
      }
    }
    enter(lines.toString());
  }

  private void enter(String lines) {
    if (!lines.isEmpty()) {
      git(lines.getBytes(StandardCharsets.ISO_8859_1), "update-index", "-z", "--index-info");
    }
  }

  void clearFlags(Iterable<RepoPath> paths) {
    byte[] listed = Repository.listed(paths);
    if (listed.length > 0) {
      git(listed, "update-index", "--no-assume-unchanged", "-z", "--stdin");
      git(listed, "update-index", "--no-skip-worktree", "-z", "--stdin");
    }
  }

  /// Whether no file changed since it was read; file times alone do not count.
  boolean isAsOnDisk() {
    return view.ask(index, "update-index", "-q", "--ignore-submodules", "--refresh").succeeded();
  }

  /// The tree of all entries.
  String tree() {
    return git(new byte[0], "write-tree").line();
  }

  /// Begins with a tree, knowing nothing of file times.
  void beginWithTree(String tree) {
    git(new byte[0], "read-tree", tree);
  }

  /// Makes the work tree go from what the index holds to another tree and writes only what differs.
  /// Refuses, before it changes anything, where a file is not as the index says.
  void update(String to) {
    try {
      git(new byte[0], "read-tree", "-m", "-u", to);
    } catch (UpdateRefused _) {
      // A file whose time alone has changed is refused too, until it was looked at.
      isAsOnDisk();
      git(new byte[0], "read-tree", "-m", "-u", to);
    }
  }

  /// The tree that one becomes by these changes; this tree's own index is not touched.
  String treeWith(String tree, List<Change> changes) {
    if (changes.isEmpty()) {
      return tree;
    }
    var other = new RawTree(view, objects, view.place("other-index"));
    other.beginWithTree(tree);
    other.enter(changes);
    return other.tree();
  }

  /// Writes those files of a tree that are wanted beneath another directory.
  void writeOut(String tree, Predicate<RepoPath> wanted, Path to) {
    var other = new RawTree(view, objects, view.place("other-index"));
    other.beginWithTree(tree);
    var paths =
        other.git(new byte[0], "ls-files", "-z").records().stream()
            .map(RepoPath::new)
            .filter(wanted)
            .toList();
    other.git(
        Repository.listed(paths), "checkout-index", "--prefix=" + to + "/", "-q", "-z", "--stdin");
  }

  Path index() {
    return index;
  }

  /// Where new objects go when quarantined, for a command of the repository's own.
  Map<String, String> objectEnvironment() {
    return view.objectEnvironment();
  }

  private Output git(byte[] input, String... arguments) {
    return view.git(index, input, arguments);
  }
}
