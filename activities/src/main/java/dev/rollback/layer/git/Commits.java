package dev.rollback.layer.git;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Commits that a rollback makes, and what references point to.
final class Commits {
  private Commits() {}

  /// The same where HEAD has just been looked at.
  static String current(Repository repository, RepoPath reference, Head head) {
    return reference.equals(head.branch()) && head.commit() != null
        ? head.commit()
        : current(repository, reference);
  }

  /// What a reference points to now; the zero id when it is absent.
  static String current(Repository repository, RepoPath reference) {
    String format = "--format=%(objectname) %(refname)";
    return repository
        .git("for-each-ref", format, reference.isText() ? reference.text() : "refs/")
        .lines()
        .stream()
        .filter(line -> line.endsWith(" " + reference.raw()))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElse(repository.zero());
  }

  /// Makes the commit that takes a branch back; the same id for the same plan.
  static String revert(
      Repository repository, RepoPlan.Revert revert, Map<String, String> environment) {
    Settings settings = repository.settings();
    Map<String, String> all = new TreeMap<>(environment);
    String name = text(settings.value("user.name", "Rollback Manager"));
    String mail = text(settings.value("user.email", "rollback@localhost"));
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      all.put("GIT_" + who + "_NAME", name);
      all.put("GIT_" + who + "_EMAIL", mail);
      all.put("GIT_" + who + "_DATE", "@" + revert.seconds() + " +0000");
    }
    return repository
        .run(
            List.of("commit-tree", revert.tree(), "-p", revert.parent()),
            all,
            revert.message().getBytes(StandardCharsets.UTF_8),
            false)
        .line();
  }

  private static String text(String raw) {
    return new RepoPath(raw).text();
  }
}
