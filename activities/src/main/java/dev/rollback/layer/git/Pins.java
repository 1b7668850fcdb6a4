package dev.rollback.layer.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// References under `refs/rollback/` that keep a snapshot's objects from git's garbage collection.
final class Pins {
  private static final String ROOT = "refs/rollback/";

  private final Repository repository;
  private final String prefix;
  private final String when;

  /// @param prefix as [#of] makes it
  /// @param seconds the snapshot's time, so that a repeated capture makes equal commits
  Pins(Repository repository, String prefix, long seconds) {
    this.repository = repository;
    this.prefix = prefix;
    this.when = "@" + seconds + " +0000";
  }

  /// Where a snapshot's pins are.
  static String of(String snapshotId, @Nullable String member) {
    return ROOT + SafeName.of(snapshotId) + (member == null ? "" : "/" + SafeName.of(member));
  }

  /// Where a rollback keeps what was there before it, while it works.
  static String ofWork(String planId) {
    return "refs/rollback-work/" + SafeName.of(planId);
  }

  /// Pins a work tree's state.
  void pin(Head head, String worktree, IndexState index, Operation operation) {
    var references = new References(repository);
    var kept = new ArrayList<String>();
    if (head.commit() != null) {
      references.set(prefix + "/head", head.commit());
    }
    var indexed = Beside.begin(() -> commit(index.tree(), head.commit(), "index"));
    references.set(prefix + "/worktree", commit(worktree, head.commit(), "work tree"));
    references.set(prefix + "/index", indexed.answer());
    if (!index.stages().isEmpty()) {
      references.set(prefix + "/stages", stages(index.stages()));
    }
    kept.addAll(existing(operation.mentioned()));
    for (int each = 0; each < kept.size(); each++) {
      references.set(prefix + "/operation/" + each, kept.get(each));
    }
    references.commit("rollback: pin");
  }

  /// Pins whatever a bare repository's references point to.
  void pin(List<Operation.Reference> all) {
    var references = new References(repository);
    Set<String> ids = new LinkedHashSet<>();
    all.forEach(reference -> ids.add(reference.id()));
    int each = 0;
    for (String id : ids) {
      references.set(prefix + "/reference/" + each++, id);
    }
    references.commit("rollback: pin");
  }

  /// Brings in a bundle's objects with the pins that it was made of.
  static void unbundle(Repository repository, Path bundle) {
    var pins = new References(repository);
    for (String line : repository.git("bundle", "unbundle", bundle.toString()).lines()) {
      pins.set(line.substring(line.indexOf(' ') + 1), line.substring(0, line.indexOf(' ')));
    }
    pins.commit("rollback: pin");
  }

  /// Lets go; harmless when there is nothing.
  void release() {
    var references = new References(repository);
    list().forEach(reference -> references.delete(reference.name().raw()));
    references.commit("rollback: release");
  }

  List<Operation.Reference> list() {
    return References.list(repository, prefix);
  }

  /// A commit of the product's own, which no branch ever has.
  String commit(String tree, @Nullable String parent, String message) {
    var arguments = new ArrayList<>(List.of("commit-tree", tree));
    if (parent != null) {
      arguments.addAll(List.of("-p", parent));
    }
    byte[] text = ("rollback: " + message + "\n").getBytes(StandardCharsets.UTF_8);
    return repository
        .run(arguments, identity("Rollback Manager", "rollback@localhost"), text, false)
        .line();
  }

  private Map<String, String> identity(String name, String mail) {
    return new TreeMap<>(
        Map.of(
            "GIT_AUTHOR_NAME", name,
            "GIT_AUTHOR_EMAIL", mail,
            "GIT_AUTHOR_DATE", when,
            "GIT_COMMITTER_NAME", name,
            "GIT_COMMITTER_EMAIL", mail,
            "GIT_COMMITTER_DATE", when));
  }

  private String stages(List<RepoPath> stages) {
    var lines = new StringBuilder();
    for (int each = 0; each < stages.size(); each++) {
      String[] fields = stages.get(each).raw().split("[ \t]", 4);
      String type = fields[0].equals(Change.SUBMODULE) ? "commit" : "blob";
      lines.append("%s %s %s\t%d\0".formatted(fields[0], type, fields[1], each));
    }
    byte[] input = lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    return repository.feed(input, "mktree", "-z").line();
  }

  private List<String> existing(List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    byte[] input = (String.join("\n", ids) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return repository.feed(input, "cat-file", "--batch-check=%(objectname)").lines().stream()
        .filter(line -> !line.contains(" "))
        .toList();
  }
}
