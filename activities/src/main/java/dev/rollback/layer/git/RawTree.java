package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A work tree's bytes as they are, through an index of its own and a git directory of its own in
/// which
/// no attribute, filter, hook or other setting of the repository counts. What is read here comes
/// back
/// byte for byte.
///
/// The object database is the repository's, or a quarantine in front of it where nothing may be
/// changed.
final class RawTree {
  private static final String ATTRIBUTES =
      "* -text !eol !crlf !filter !ident !working-tree-encoding\n";
  private static final List<String> KEPT_SETTINGS =
      List.of(
          "core.filemode",
          "core.symlinks",
          "core.ignorecase",
          "core.precomposeunicode",
          "core.longpaths",
          "core.sparsecheckout",
          "core.sparsecheckoutcone",
          "index.sparse",
          "core.checkstat");

  private static final List<String> HARMLESS =
      List.of(
          "-c",
          "core.fsmonitor=false",
          "-c",
          "gc.auto=0",
          "-c",
          "submodule.recurse=false",
          "-c",
          "core.hooksPath=/dev/null");

  private final Repository repository;
  private final Path directory;
  private final Path index;
  private final boolean quarantined;
  private @Nullable Beside<Difference> foreseen;

  /// A directory for whoever needs one of this look's own.
  Path place(String name) {
    return directory.resolve(name);
  }

  private RawTree(Repository repository, Path directory, Path index, boolean quarantined) {
    this.repository = repository;
    this.directory = directory;
    this.index = index;
    this.quarantined = quarantined;
  }

  /// @param directory a new or an emptied one, outside the work tree
  /// @param quarantined whether new objects stay in `directory`
  static RawTree create(Repository repository, Path directory, boolean quarantined) {
    try {
      for (String each : List.of("objects", "refs", "info")) {
        Files.createDirectories(directory.resolve(each));
      }
      Files.writeString(directory.resolve("HEAD"), "ref: refs/heads/none\n");
      Files.writeString(directory.resolve("info/attributes"), ATTRIBUTES);
      Files.writeString(directory.resolve("config"), configuration(repository));
      Path sparse = repository.gitDirectory().resolve("info/sparse-checkout");
      if (Files.exists(sparse)) {
        Files.copy(
            sparse, directory.resolve("info/sparse-checkout"), StandardCopyOption.REPLACE_EXISTING);
      }
      return new RawTree(repository, directory, directory.resolve("raw-index"), quarantined);
    } catch (IOException e) {
      throw Refusal.of(directory.toString(), e);
    }
  }

  private static String configuration(Repository repository) {
    var core = new StringBuilder("[core]\n\trepositoryformatversion = 1\n\tbare = false\n");
    var index = new StringBuilder("[index]\n");
    for (String key : KEPT_SETTINGS) {
      String value = repository.settings().value(key, "");
      if (value.matches("[A-Za-z0-9]+")) {
        (key.startsWith("core.") ? core : index)
            .append("\t%s = %s\n".formatted(key.substring(key.indexOf('.') + 1), value));
      }
    }
    return core
        + index.toString()
        + "[extensions]\n\tobjectformat = %s\n".formatted(repository.objectFormat());
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
    return ask("update-index", "-q", "--ignore-submodules", "--refresh").succeeded();
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

  /// All paths of a tree.
  Set<RepoPath> paths(String tree) {
    return git(new byte[0], "ls-tree", "-r", "-z", "--name-only", tree).records().stream()
        .map(RepoPath::new)
        .collect(Collectors.toSet());
  }

  /// Whether a tree has this path.
  boolean has(String tree, RepoPath path) {
    return git(new byte[0], "ls-tree", "-z", tree, "--", path.text()).bytes().length > 0;
  }

  /// The tree that one becomes by these changes; this tree's own index is not touched.
  String treeWith(String tree, List<Change> changes) {
    if (changes.isEmpty()) {
      return tree;
    }
    var other = new RawTree(repository, directory, directory.resolve("other-index"), quarantined);
    other.beginWithTree(tree);
    other.enter(changes);
    return other.tree();
  }

  /// Writes those files of a tree that are wanted beneath another directory.
  void writeOut(String tree, Predicate<RepoPath> wanted, Path to) {
    var other = new RawTree(repository, directory, directory.resolve("other-index"), quarantined);
    other.beginWithTree(tree);
    var paths =
        other.git(new byte[0], "ls-files", "-z").records().stream()
            .map(RepoPath::new)
            .filter(wanted)
            .toList();
    other.git(
        Repository.listed(paths), "checkout-index", "--prefix=" + to + "/", "-q", "-z", "--stdin");
  }

  /// Begins to compare HEAD's tree with another, since that is what will most likely be asked for.
  void foresee(String to) {
    foreseen = Beside.begin(() -> fromHead(to));
  }

  private Difference fromHead(String to) {
    try {
      return repository
          .resolve("HEAD^{tree}")
          .map(from -> new Difference(from, to, compared(from, to)))
          .orElse(Difference.NONE);
    } catch (RollbackException _) {
      // Objects may be missing that a bundle brings; whoever asks then gets the failure.
      return Difference.NONE;
    }
  }

  private record Difference(String from, String to, List<Change> changes) {
    static final Difference NONE = new Difference("", "", List.of());
  }

  /// What differs between two trees, by path.
  List<Change> difference(String from, String to) {
    if (foreseen != null) {
      Difference early = foreseen.answer();
      if (early.from().equals(from) && early.to().equals(to)) {
        return early.changes();
      }
    }
    return compared(from, to);
  }

  private List<Change> compared(String from, String to) {
    if (from.equals(to)) {
      return List.of();
    }
    // Without an index: git would read it, and it may be in the making.
    var trees = new RawTree(repository, directory, directory.resolve("no-index"), quarantined);
    return Change.parse(
        trees
            .git(new byte[0], "diff-tree", "-r", "-z", "--raw", "--no-renames", from, to)
            .records());
  }

  /// The id that each file's present bytes have; links and submodules are left out.
  Map<RepoPath, String> ids(List<RepoPath> files) {
    if (files.isEmpty()) {
      return Map.of();
    }
    var names = new StringBuilder();
    files.forEach(file -> names.append(file.quoted()).append('\n'));
    List<String> ids =
        git(
                names.toString().getBytes(StandardCharsets.ISO_8859_1),
                "hash-object",
                "--no-filters",
                "--stdin-paths")
            .lines();
    var byPath = new TreeMap<RepoPath, String>();
    for (int each = 0; each < ids.size(); each++) {
      byPath.put(files.get(each), ids.get(each));
    }
    return byPath;
  }

  /// Takes one blob's content.
  interface BlobReader {
    /// @param position the blob's among those that were asked for
    /// @param content ends where the blob ends
    void read(int position, InputStream content) throws IOException;
  }

  /// Reads blobs one after the other, none of them whole into memory.
  void blobs(List<String> ids, BlobReader reader) {
    if (ids.isEmpty()) {
      return;
    }
    byte[] input = (String.join("\n", ids) + "\n").getBytes(StandardCharsets.US_ASCII);
    var asked = new ArrayList<>(HARMLESS);
    asked.addAll(List.of("cat-file", "--batch", "--buffer"));
    Output output =
        repository
            .program()
            .run(
                repository.top(),
                asked,
                environment(),
                input,
                repository.progress(),
                stream -> new BlobBatch(repository, stream).read(ids.size(), reader));
    if (!output.succeeded()) {
      throw refusal("cat-file", output);
    }
  }

  /// Whether the object is there.
  boolean knows(String id) {
    return sizes(List.of(id)).getOrDefault(id, -1L) >= 0;
  }

  /// The size of each of these objects in bytes; -1 for one that is not there.
  Map<String, Long> sizes(Iterable<String> ids) {
    var names = new StringBuilder();
    ids.forEach(id -> names.append(id).append('\n'));
    var sizes = new TreeMap<String, Long>();
    if (!names.isEmpty()) {
      git(
              names.toString().getBytes(StandardCharsets.ISO_8859_1),
              "cat-file",
              "--batch-check=%(objectname) %(objectsize)")
          .lines()
          .forEach(
              line -> {
                String[] fields = line.split(" ", 2);
                sizes.put(fields[0], fields[1].equals("missing") ? -1 : Long.parseLong(fields[1]));
              });
    }
    return sizes;
  }

  /// Brings a bundle's objects in, where this tree keeps new objects.
  void unbundle(Path bundle) {
    git(new byte[0], "bundle", "unbundle", bundle.toString());
  }

  Path index() {
    return index;
  }

  /// Where new objects go when quarantined, for a command of the repository's own.
  Map<String, String> objectEnvironment() {
    if (!quarantined) {
      return Map.of("GIT_OBJECT_DIRECTORY", repository.objects().toString());
    }
    String quoted =
        "\"" + repository.objects().toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return Map.of(
        "GIT_OBJECT_DIRECTORY",
        directory.resolve("objects").toString(),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        quoted);
  }

  Output git(byte[] input, String... arguments) {
    Output output = run(input, arguments);
    if (!output.succeeded()) {
      throw refusal(arguments[0], output);
    }
    return output;
  }

  private Output ask(String... arguments) {
    return run(new byte[0], arguments);
  }

  private Output run(byte[] input, String... arguments) {
    var all = new ArrayList<>(HARMLESS);
    all.addAll(List.of(arguments));
    return repository
        .program()
        .run(repository.top(), all, environment(), input, repository.progress());
  }

  private Map<String, String> environment() {
    var environment = new TreeMap<>(objectEnvironment());
    environment.put("GIT_DIR", directory.toString());
    environment.put("GIT_WORK_TREE", repository.top().toString());
    environment.put("GIT_INDEX_FILE", index.toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_ATTR_NOSYSTEM", "1");
    environment.put("HOME", directory.toString());
    environment.put("XDG_CONFIG_HOME", directory.toString());
    return environment;
  }

  private RuntimeException refusal(String command, Output output) {
    String said = output.errors();
    if (said.contains("would be overwritten")
        || said.contains("not uptodate")
        || said.contains("would lose untracked")
        || said.contains("would be removed")) {
      return new UpdateRefused(
          Refusal.of(
              FailureType.ROLLBACK_FAILED,
              "Repository %s: a file is in the way (%s). Move it and make a new plan.",
              repository.top(),
              said.strip().replaceAll("\\p{Cntrl}+", " ")));
    }
    if (command.equals("update-index") && said.contains("No such file")) {
      return Refusal.of(
          FailureType.SOURCE_CHANGING,
          "Files of %s change while they are read. Try again when it is quiet.",
          repository.top());
    }
    return Refusal.of(repository.top().toString(), command, output);
  }
}
