package dev.rollback.files;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Gathers the steps that several threads find, and stores them in the order of their paths: all of
/// them for a plan of usual size, so that equal plans are equal to the last bit; a large plan part
/// by part, of which only the digest of all steps is equal.
final class StepCollector {
  private static final int MOST_IN_MEMORY = 16 * 1024;

  private final StepBlocks blocks;
  private final Bases bases;
  private final List<Step> held = new ArrayList<>();
  private boolean flushed;

  StepCollector(WritingLane lane, Bases bases) {
    this.blocks = new StepBlocks(lane);
    this.bases = bases;
  }

  synchronized void add(Step step) {
    held.add(step);
    if (held.size() >= MOST_IN_MEMORY) {
      try {
        flush();
      } catch (StoreException e) {
        throw Failures.of(e);
      }
    }
  }

  private void flush() throws StoreException {
    held.sort(Comparator.comparing(Step::path));
    for (Step step : held) {
      blocks.add(step);
    }
    held.clear();
    flushed = true;
  }

  /// All that was stored.
  synchronized List<StepBlocks.Block> finish() throws StoreException {
    if (!flushed) {
      int[] sorted = bases.sort();
      held.replaceAll(step -> step.isStaged() ? step.in(sorted[step.base()]) : step);
    }
    flush();
    return blocks.finish();
  }

  /// A digest of all steps that does not depend on their order.
  synchronized Sha256 sum() {
    return blocks.sum();
  }
}
