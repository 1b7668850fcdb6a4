package dev.rollback.temporal;

import dev.rollback.contract.RollbackException;
import dev.rollback.layer.Layer;
import dev.rollback.layer.Layers;
import dev.rollback.temporal.KeptPlans.Kept;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets go of plans that nobody will carry out any more: those of dry runs, of reverts, and of
/// rollbacks that ended without saying so.
///
/// A plan stays for a day, as long as its workflow runs, and as long as a restore of it has begun
/// and not ended.
final class PlanSweep implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PlanSweep.class);
  private static final Duration GRACE = Duration.ofDays(1);

  private final KeptPlans plans;
  private final Layers layers;
  private final Predicate<String> isRunning;
  private final Runnable collect;
  private final Clock clock;

  /// @param isRunning whether the workflow of an id runs, or may run
  /// @param collect removes the content that nobody owns any more
  PlanSweep(
      KeptPlans plans, Layers layers, Predicate<String> isRunning, Runnable collect, Clock clock) {
    this.plans = plans;
    this.layers = layers;
    this.isRunning = isRunning;
    this.collect = collect;
    this.clock = clock;
  }

  /// Never throws: what cannot be let go of now is tried again next time.
  @Override
  public void run() {
    long before = clock.instant().minus(GRACE).getEpochSecond();
    try {
      long gone = 0;
      for (Kept plan : plans.all()) {
        if (plan.madeAt() < before && !isRunning.test(plan.workflowId()) && forgotten(plan)) {
          plans.remove(plan);
          gone++;
        }
      }
      if (gone > 0) {
        collect.run();
        LOG.info("Let go of {} plans that nobody carries out any more.", gone);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Old plans could not be let go of; the next sweep tries again.", e);
    }
  }

  private boolean forgotten(Kept plan) {
    Optional<Layer<?>> layer = layers.of(plan.type());
    try {
      return layer.isPresent() && layer.get().forget(plan.planId(), plan.member());
    } catch (RollbackException e) {
      LOG.warn("Plan {} could not be let go of: {}", plan.planId(), e.sentence());
      return false;
    }
  }
}
