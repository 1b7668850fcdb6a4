package dev.rollback.layer.git;

import dev.rollback.files.FileKind;
import dev.rollback.files.FileStatus;
import dev.rollback.files.StagedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Changes files of a work tree, and their entries in its raw index, at the cost of what changes:
/// every file is written aside first, then each is moved into its place. For files and links only;
/// where anything else or anything unexpected is met, nothing is changed, and git has to do it.
final class DirectUpdate {
  private static final int MANY = 64;

  private final Repository repository;
  private final RawTree raw;
  private final IndexFile index;
  private final List<Change> changes;
  private final String tree;
  private final Map<RepoPath, StagedFiles.Found> found = new HashMap<>();
  private final StagedFiles files;

  private DirectUpdate(
      Repository repository,
      RawTree raw,
      IndexFile index,
      List<Change> changes,
      String tree,
      StagedFiles files) {
    this.repository = repository;
    this.raw = raw;
    this.index = index;
    this.changes = changes;
    this.tree = tree;
    this.files = files;
  }

  /// Carries the changes out, or does nothing.
  ///
  /// @param raw its index is what is there now
  /// @param tree what the index has afterwards
  /// @param planId names the place where files are written aside, so that a repetition finds it
  /// @return whether they were carried out
  static boolean carryOut(
      Repository repository, RawTree raw, List<Change> changes, String tree, String planId) {
    Optional<IndexFile> index =
        IndexFile.read(raw.index(), repository.idLength()).filter(IndexPatch::canPatch);
    if (index.isEmpty() || !changes.stream().allMatch(DirectUpdate::isFile) || nested(changes)) {
      return false;
    }
    try (Scratch aside = Scratch.beside(repository.gitDirectory(), name(planId));
        StagedFiles files = StagedFiles.open(repository.top(), aside.directory()).orElse(null)) {
      return files != null
          && new DirectUpdate(repository, raw, index.get(), changes, tree, files).carryOut();
    }
  }

  /// Removes what a dead run has written aside.
  static void clean(Repository repository, String planId) {
    new Scratch(repository.gitDirectory().resolve(name(planId))).close();
  }

  private static String name(String planId) {
    return "rollback-files-" + SafeName.of(planId);
  }

  private static boolean isFile(Change change) {
    return !change.oldMode().equals(Change.SUBMODULE) && !change.newMode().equals(Change.SUBMODULE);
  }

  /// Whether one of the paths is a directory of another: a file that becomes one, or the reverse.
  private static boolean nested(List<Change> changes) {
    Set<String> paths = new HashSet<>();
    changes.forEach(change -> paths.add(change.path().raw()));
    return changes.stream()
        .anyMatch(
            change -> {
              String path = change.path().raw();
              int slash = path.lastIndexOf('/');
              while (slash > 0 && !paths.contains(path.substring(0, slash))) {
                slash = path.lastIndexOf('/', slash - 1);
              }
              return slash > 0;
            });
  }

  private boolean carryOut() {
    for (Change change : changes) {
      if (!isAsExpected(change)) {
        return false;
      }
    }
    stage();
    var patch = new IndexPatch(index, repository.objectFormat());
    for (int each = 0; each < changes.size(); each++) {
      swap(each, patch);
      repository.progress().report("swapping", each + 1, changes.size());
    }
    IndexFile patched = patch.patched();
    String reached = IndexTrees.of(patched, repository.objectFormat()).root();
    if (!reached.equals(tree)) {
      throw new IllegalStateException("The index would have tree " + reached + ", not " + tree);
    }
    try {
      patched.write(raw.index());
    } catch (IOException e) {
      throw Refusal.of(raw.index().toString(), e);
    }
    return true;
  }

  private void swap(int number, IndexPatch patch) {
    Change change = changes.get(number);
    StagedFiles.Found before = found.get(change.path());
    if (before == null) {
      throw new IllegalStateException("Not looked at: " + change.path());
    }
    if (change.deletes()) {
      files.remove(change.path().bytes(), before);
      patch.remove(change.path());
    } else {
      FileStatus now = files.put(number, change.path().bytes(), before);
      patch.put(change.path(), change.newId(), now);
    }
  }

  /// Whether the file is there as the index has it, or nothing is where a file is to be made.
  private boolean isAsExpected(Change change) {
    byte[] path = change.path().bytes();
    Optional<StagedFiles.Found> there = files.find(path);
    if (there.isEmpty()) {
      return false;
    }
    found.put(change.path(), there.get());
    FileStatus status = there.get().status();
    int entry = index.find(path);
    if (change.creates() || status == null || entry < 0) {
      return change.creates() && status == null && entry < 0;
    }
    return index.id(entry).equals(change.oldId())
        && index.hasMode(entry, status)
        && (isKnown(entry, status) || hasContent(path, status, change.oldId()));
  }

  private boolean isKnown(int entry, FileStatus status) {
    return index.matches(entry, status) && !index.isRacy(entry);
  }

  private boolean hasContent(byte[] path, FileStatus status, String id) {
    try (InputStream content =
        status.kind() == FileKind.SYMLINK
            ? new ByteArrayInputStream(files.link(path))
            : files.content(path)) {
      return BlobId.of(repository, status.size(), content).equals(id);
    } catch (IOException e) {
      throw Refusal.of(repository.top().toString(), e);
    }
  }

  /// Writes all new files aside: many of them by two readers of the object database at once.
  private void stage() {
    List<Integer> written =
        IntStream.range(0, changes.size())
            .filter(each -> !changes.get(each).deletes())
            .boxed()
            .toList();
    int half = written.size() > MANY ? written.size() / 2 : 0;
    Beside<Integer> first = Beside.begin(() -> stage(written.subList(0, half)));
    try {
      stage(written.subList(half, written.size()));
    } finally {
      first.answer();
    }
  }

  private int stage(List<Integer> numbers) {
    List<String> ids = numbers.stream().map(each -> changes.get(each).newId()).toList();
    raw.objects().blobs(ids, (position, content) -> stage(numbers.get(position), content));
    return numbers.size();
  }

  private void stage(int number, InputStream content) throws IOException {
    String mode = changes.get(number).newMode();
    if (mode.equals(Change.LINK)) {
      files.writeLink(number, content.readAllBytes());
    } else {
      files.write(number, content, mode.equals(Change.EXECUTABLE));
    }
  }
}
