package dev.rollback.layer.git;

import dev.rollback.store.ContentId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A repository without a work tree: its references and its HEAD are all that is rolled back.
final class BareRepository {
  private BareRepository() {}

  /// All but the product's own.
  static List<Operation.Reference> references(Repository repository) {
    return References.list(repository).stream()
        .filter(each -> !each.name().raw().startsWith("refs/rollback"))
        .toList();
  }

  static String fingerprint(Repository repository) {
    Head head = Head.of(repository);
    var text = new StringBuilder();
    text.append(head.branch() == null ? head.commit() : head.branch().raw());
    references(repository)
        .forEach(each -> text.append('\n').append(each.id()).append(each.name().raw()));
    return ContentId.of(text.toString().getBytes(StandardCharsets.ISO_8859_1)).hex();
  }

  static RepoPlan plan(Repository repository, Captured captured, List<RepoPlan.Move> moves) {
    return new RepoPlan(
        RepoPath.of(""),
        true,
        captured.objectFormat(),
        state(repository, Head.of(repository)),
        state(repository, captured.head()),
        List.of(),
        List.of(),
        moves,
        null,
        null,
        captured.gitDirectory(),
        List.of());
  }

  static void prove(Repository repository, RepoPlan plan, Proof proof) {
    for (RepoPlan.Move move : plan.moves()) {
      proof.expect(
          move.name() + " is at " + move.to(),
          Commits.current(repository, move.name()).equals(move.to()),
          move.name() + " is elsewhere");
    }
    RepoPlan.State goal = plan.goal();
    if (goal != null) {
      Head head = Head.of(repository);
      proof.expect(
          "HEAD is " + goal.head().shown(),
          goal.head().isSameAs(head),
          "HEAD is " + head.shown() + " instead of " + goal.head().shown());
    }
  }

  private static RepoPlan.State state(Repository repository, Head head) {
    String empty = repository.emptyTree();
    return new RepoPlan.State(head, empty, IndexState.ofTree(empty), Operation.NONE, List.of());
  }
}
