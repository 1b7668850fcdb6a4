package dev.rollback.files;

import dev.rollback.contract.RollbackException;
import java.util.List;

/// What other rollbacks left behind when they died and nobody repeated them: known by their
/// journals alone, never by their names.
final class Leftovers {
  private final AllowedRoots roots;
  private final Journals journals;
  private final TreeReader plans;

  Leftovers(AllowedRoots roots, Journals journals, TreeReader plans) {
    this.roots = roots;
    this.journals = journals;
    this.plans = plans;
  }

  /// Removes the waiting files of dead rollbacks from these directories; what they had swapped
  /// already stays as it is.
  void clean(String ownPlanId, List<RawPath> bases) {
    for (Journal journal : journals.all()) {
      if (!journal.planId().equals(ownPlanId)) {
        cleanIfDead(journal, bases);
      }
    }
  }

  private void cleanIfDead(Journal journal, List<RawPath> bases) {
    journals
        .hold(journal.planId())
        .ifPresent(
            held -> {
              try (var _ = held) {
                List<RawPath> others = bases(journal);
                if (others.stream().anyMatch(bases::contains)) {
                  StagingPlaces.remove(roots, others, journal);
                  journals.delete(journal.planId());
                }
              }
            });
  }

  /// A plan that is gone, or was made under other roots, is not ours to clean.
  private List<RawPath> bases(Journal journal) {
    try {
      List<RawPath> bases = StoredPlan.read(journal.plan(), plans).bases();
      return bases.stream().allMatch(roots::mayTouchIn) ? bases : List.of();
    } catch (RollbackException e) {
      return List.of();
    }
  }
}
