package dev.rollback.files;

import java.util.List;

/// Goes through a plan's steps with their numbers, block by block: never more than one block is in
/// memory.
final class PlanSteps {
  private final StoredPlan plan;
  private final TreeReader plans;

  /// @param plans where the blocks are read
  PlanSteps(StoredPlan plan, TreeReader plans) {
    this.plan = plan;
    this.plans = plans;
  }

  /// Takes a step and its number.
  @FunctionalInterface
  interface Act {
    void on(Step step, int number);
  }

  int count() {
    return plan.steps();
  }

  void forEach(Act act) {
    int first = 0;
    for (StepBlocks.Block block : plan.blocks()) {
      List<Step> steps = StepBlocks.read(block.node(), plans);
      for (int at = 0; at < steps.size(); at++) {
        act.on(steps.get(at), first + at);
      }
      first += block.steps();
    }
  }

  void forEachReversed(Act act) {
    int first = plan.steps();
    for (StepBlocks.Block block : plan.blocks().reversed()) {
      List<Step> steps = StepBlocks.read(block.node(), plans);
      first -= block.steps();
      for (int at = steps.size() - 1; at >= 0; at--) {
        act.on(steps.get(at), first + at);
      }
    }
  }
}
