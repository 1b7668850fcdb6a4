package dev.rollback.files;

/// What other rollbacks left behind when they died and nobody repeated them: known by their
/// journals alone, never by their names.
final class Leftovers {
  private final AllowedRoots roots;
  private final Journals journals;

  Leftovers(AllowedRoots roots, Journals journals) {
    this.roots = roots;
    this.journals = journals;
  }

  /// Removes the waiting files of dead rollbacks beside the entries of this tree; what they had
  /// swapped already stays as it is.
  void clean(String ownPlanId, Tree tree) {
    for (Journal journal : journals.all()) {
      boolean here =
          journal.steps().stream()
              .map(step -> step.operation().path())
              .anyMatch(
                  path -> tree.find(path).isPresent() || tree.find(path.parent()).isPresent());
      if (here && !journal.planId().equals(ownPlanId)) {
        cleanIfDead(journal);
      }
    }
  }

  private void cleanIfDead(Journal journal) {
    journals
        .hold(journal.planId())
        .ifPresent(
            held -> {
              try (var _ = held) {
                var swapping = new Swapping(roots, journal);
                for (int at = 0; at < journal.steps().size(); at++) {
                  swapping.clean(at);
                }
                journals.delete(journal.planId());
              }
            });
  }
}
