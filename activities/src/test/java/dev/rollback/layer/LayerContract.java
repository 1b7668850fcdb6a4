package dev.rollback.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.Changes;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every layer must do. A layer runs it by extending it: the subclass makes a target, changes
/// it and says what state it is in; everything that a rollback brings back belongs to the state.
public abstract class LayerContract<S extends SnapshotSpec> {
  /// More reports than any rollback of these small targets makes.
  private static final int MOST_REPORTS = 2000;

  /// The layer, working on the real thing. Called anew for each use, as a worker that was started
  /// again has it: nothing but disks and servers is shared between two answers.
  protected abstract Layer<S> layer();

  /// The target that is captured.
  protected abstract S spec();

  /// Fills the target: with something in it that each kind of change can touch.
  protected abstract void fill();

  /// Makes the target as empty as it can be and still be captured.
  protected abstract void makeEmpty();

  /// Changes the target: something modified, something removed, something made.
  protected abstract void change();

  /// A further change, of what [#change()] has touched already.
  protected abstract void changeAgain();

  /// Adds what is named oddly: newlines, leading dashes, what is not UTF-8, the longest names.
  protected abstract void addOddNames();

  /// All of the target that a rollback brings back, to be compared.
  protected abstract String state();

  /// Whatever else must not be left behind: temporary files, locks. Empty when all is clean.
  protected String leftovers() {
    return "";
  }

  /// Options of the layer's plans and restores.
  protected GitOptions git() {
    return GitOptions.DEFAULT;
  }

  @Test
  protected void aRollbackBringsBackWhatWasCaptured() {
    fill();
    String captured = state();
    SnapshotHandle snapshot = capture("one").handle();
    change();
    assertThat(state()).isNotEqualTo(captured);

    RestoreOutcome outcome = restore(snapshot, plan("p1", snapshot));

    assertThat(outcome).isInstanceOf(RestoreOutcome.Restored.class);
    assertThat(state()).isEqualTo(captured);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  protected void restoringTwiceChangesNothing() {
    fill();
    SnapshotHandle snapshot = capture("one").handle();
    change();
    LayerPlan plan = plan("p1", snapshot);
    restore(snapshot, plan);
    String restored = state();

    assertThat(restore(snapshot, plan)).isInstanceOf(RestoreOutcome.AlreadyInPlace.class);
    assertThat(state()).isEqualTo(restored);
  }

  @Test
  protected void aTargetAtTheSnapshotIsAlreadyInPlace() {
    fill();
    SnapshotHandle snapshot = capture("one").handle();
    LayerPlan plan = plan("p1", snapshot);

    assertThat(plan.changes()).isEqualTo(Changes.NONE);
    assertThat(plan.losses()).isEmpty();
    assertThat(restore(snapshot, plan)).isInstanceOf(RestoreOutcome.AlreadyInPlace.class);
  }

  @Test
  protected void planningChangesNothingAndRepeatsItself() {
    fill();
    SnapshotHandle snapshot = capture("one").handle();
    change();
    String changed = state();

    LayerPlan plan = plan("p1", snapshot);

    assertThat(state()).isEqualTo(changed);
    assertThat(plan.changes().total()).isPositive();
    assertThat(plan.losses()).isNotEmpty();
    assertThat(plan.sample()).isNotEmpty();
    assertThat(plan("p1", snapshot)).isEqualTo(plan);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  protected void aTargetThatChangedSincePlanningIsRefused() {
    fill();
    SnapshotHandle snapshot = capture("one").handle();
    change();
    LayerPlan plan = plan("p1", snapshot);
    changeAgain();
    String changed = state();

    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(() -> restore(snapshot, plan))
        .withMessageContaining("p1");
    assertThat(state()).isEqualTo(changed);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  protected void repeatingACaptureGivesAnEqualSnapshot() {
    fill();
    CapturedLayer first = capture("one");
    change();

    assertThat(capture("one")).isEqualTo(first);
  }

  @Test
  protected void aCaptureThatWasStoppedAnywhereIsRepeated() {
    fill();
    String captured = state();
    for (int stop = 1; stop <= MOST_REPORTS; stop++) {
      var stopping = new Stopping(stop);
      boolean stopped = stops(() -> layer().capture(order("s", false), spec(), stopping));
      if (!stopped) {
        break;
      }
      assertThat(state()).isEqualTo(captured);
    }
    SnapshotHandle snapshot = capture("s").handle();
    change();
    restore(snapshot, plan("p1", snapshot));
    assertThat(state()).isEqualTo(captured);
  }

  @Test
  protected void aStoppedRestoreLeavesOldOrNewAndItsRepetitionIsNew() {
    fill();
    String captured = state();
    SnapshotHandle snapshot = capture("one").handle();
    for (int stop = 1; stop <= MOST_REPORTS; stop++) {
      change();
      String changed = state();
      LayerPlan plan = plan("stop-" + stop, snapshot);
      var stopping = new Stopping(stop);
      boolean stopped = stops(() -> restore(snapshot, plan, stopping));
      assertThat(state()).as("stopped at report %d", stop).isIn(changed, captured);
      restore(snapshot, plan);
      assertThat(state()).as("repeated after report %d", stop).isEqualTo(captured);
      assertThat(leftovers()).as("left after report %d", stop).isEmpty();
      if (!stopped) {
        return;
      }
    }
    throw new AssertionError("A restore makes more than " + MOST_REPORTS + " reports.");
  }

  @Test
  protected void aRestoreWhoseProcessDiedIsCompletedByItsRepetition() {
    fill();
    String captured = state();
    SnapshotHandle snapshot = capture("one").handle();
    for (int death = 1; death <= MOST_REPORTS; death++) {
      change();
      LayerPlan plan = plan("death-" + death, snapshot);
      var dying = new Dying(death);
      boolean died = dies(() -> restore(snapshot, plan, dying));
      restore(snapshot, plan);
      assertThat(state()).as("repeated after report %d", death).isEqualTo(captured);
      assertThat(leftovers()).as("left after report %d", death).isEmpty();
      if (!died) {
        return;
      }
    }
    throw new AssertionError("A restore makes more than " + MOST_REPORTS + " reports.");
  }

  @Test
  protected void aDiscardedSnapshotIsRefusedClearly() {
    fill();
    SnapshotHandle snapshot = capture("one").handle();
    layer().discard(snapshot, spec());
    layer().discard(snapshot, spec());
    change();
    String changed = state();

    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(() -> plan("p1", snapshot))
        .withMessageContaining("one");
    assertThat(state()).isEqualTo(changed);
  }

  @Test
  protected void anEmptyTargetIsCapturedAndBroughtBack() {
    makeEmpty();
    String empty = state();
    SnapshotHandle snapshot = capture("one").handle();
    fill();

    restore(snapshot, plan("p1", snapshot));

    assertThat(state()).isEqualTo(empty);
  }

  @Test
  protected void oddNamesComeBack() {
    fill();
    addOddNames();
    String captured = state();
    SnapshotHandle snapshot = capture("one").handle();
    change();

    restore(snapshot, plan("p1", snapshot));

    assertThat(state()).isEqualTo(captured);
  }

  @Test
  protected void theUndoOfARollbackBringsBackWhatItReplaced() {
    fill();
    SnapshotHandle snapshot = capture("one").handle();
    change();
    String changed = state();
    SnapshotHandle safety = layer().capture(order("safety", true), spec(), Progress.NONE).handle();
    restore(snapshot, plan("p1", snapshot));
    assertThat(state()).isNotEqualTo(changed);

    LayerPlan undo =
        layer().plan(new PlanOrder("undo", safety, List.of(), git(), true), spec(), Progress.NONE);
    restore(safety, undo);

    assertThat(state()).isEqualTo(changed);
    assertThat(leftovers()).isEmpty();
  }

  protected final CapturedLayer capture(String snapshotId) {
    return layer().capture(order(snapshotId, false), spec(), Progress.NONE);
  }

  private CaptureOrder order(String snapshotId, boolean safety) {
    return new CaptureOrder(
        "capture-" + snapshotId, snapshotId, null, spec(), safety, safety ? "rollback" : null);
  }

  protected final LayerPlan plan(String planId, SnapshotHandle snapshot) {
    return layer()
        .plan(new PlanOrder(planId, snapshot, List.of(), git(), false), spec(), Progress.NONE);
  }

  protected final RestoreOutcome restore(SnapshotHandle snapshot, LayerPlan plan) {
    return restore(snapshot, plan, Progress.NONE);
  }

  private RestoreOutcome restore(SnapshotHandle snapshot, LayerPlan plan, Progress progress) {
    return layer()
        .restore(
            new RestoreOrder("restore-" + plan.planId(), snapshot, plan, git()), spec(), progress);
  }

  private static boolean stops(Runnable work) {
    try {
      work.run();
      return false;
    } catch (WorkStopped stopped) {
      return true;
    }
  }

  private static boolean dies(Runnable work) {
    try {
      work.run();
      return false;
    } catch (Death death) {
      return true;
    }
  }

  /// Stops the work, as a cancelled activity does, at the nth report.
  private static final class Stopping implements Progress {
    private int left;

    Stopping(int left) {
      this.left = left;
    }

    @Override
    public void report(String phase, long done, long total, @Nullable String cursor) {
      if (--left == 0) {
        throw new WorkStopped("It was cancelled.", new InterruptedException());
      }
    }
  }

  /// Ends the work at the nth report as the death of the process does: no layer catches an error.
  private static final class Dying implements Progress {
    private int left;

    Dying(int left) {
      this.left = left;
    }

    @Override
    public void report(String phase, long done, long total, @Nullable String cursor) {
      if (--left == 0) {
        throw new Death();
      }
    }
  }

  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }
}
