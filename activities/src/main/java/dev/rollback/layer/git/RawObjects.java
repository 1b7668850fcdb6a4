package dev.rollback.layer.git;

import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The objects of a repository: trees and what differs between them, files' bytes and their names.
final class RawObjects {
  private final RawView view;
  private final Repository repository;
  private @Nullable Beside<Difference> foreseen;

  RawObjects(RawView view) {
    this.view = view;
    this.repository = view.repository();
  }

  /// All paths of a tree.
  Set<RepoPath> paths(String tree) {
    return view.git(new byte[0], "ls-tree", "-r", "-z", "--name-only", tree).records().stream()
        .map(RepoPath::new)
        .collect(Collectors.toSet());
  }

  /// Whether a tree has this path.
  boolean has(String tree, RepoPath path) {
    return view.git(new byte[0], "ls-tree", "-z", tree, "--", path.text()).bytes().length > 0;
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
    return Change.parse(
        view.git(new byte[0], "diff-tree", "-r", "-z", "--raw", "--no-renames", from, to)
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
        view.git(
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
    view.git(
        input,
        stream -> new BlobBatch(repository, stream).read(ids.size(), reader),
        "cat-file",
        "--batch",
        "--buffer");
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
      view.git(
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
    view.git(new byte[0], "bundle", "unbundle", bundle.toString());
  }
}
