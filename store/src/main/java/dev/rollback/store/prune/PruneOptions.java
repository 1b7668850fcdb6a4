package dev.rollback.store.prune;

import dev.rollback.store.Owner;
import java.time.Duration;
import java.util.Set;

/// How a store is pruned.
///
/// @param grace what was written more recently is left, and so is what was condemned more recently
/// @param rewriteAbove a pack is written anew when more than this part of its bytes is dead: 0 to 1
/// @param dryRun nothing is changed, and the report says what would be
/// @param without owners that count as if they were released already; of a dry run only
public record PruneOptions(
    Duration grace, double rewriteAbove, boolean dryRun, Set<Owner> without) {
  /// What packs are written anew by default.
  public static final double REWRITE_ABOVE = 0.2;

  public PruneOptions {
    without = Set.copyOf(without);
    if (grace.isNegative()) {
      throw new IllegalArgumentException("A grace is not negative.");
    }
    if (!(rewriteAbove >= 0 && rewriteAbove <= 1)) {
      throw new IllegalArgumentException("A part of a pack is from 0 to 1.");
    }
    if (!dryRun && !without.isEmpty()) {
      throw new IllegalArgumentException(
          "Owners are left out in a dry run only. Release them to prune what they keep.");
    }
  }

  /// What is usual, with this grace.
  public static PruneOptions after(Duration grace) {
    return new PruneOptions(grace, REWRITE_ABOVE, false, Set.of());
  }

  /// The same, and nothing is changed.
  public PruneOptions dry() {
    return new PruneOptions(grace, rewriteAbove, true, without);
  }

  /// A dry run as if these owners were released.
  public PruneOptions dryWithout(Set<Owner> owners) {
    return new PruneOptions(grace, rewriteAbove, true, owners);
  }
}
