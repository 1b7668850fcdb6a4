package dev.rollback.files;

import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;

/// What one thread has that makes a plan.
final class PlanTools implements Comparison.Hashing {
  private final FileHashing hashing;
  private final WritingLane lane;
  private final StepBlocks steps;

  PlanTools(OperatingSystem system, WritingLane lane) {
    this.hashing = new FileHashing(system);
    this.lane = lane;
    this.steps = new StepBlocks(lane);
  }

  @Override
  public FileHashing hashing() {
    return hashing;
  }

  StepBlocks steps() {
    return steps;
  }

  @Override
  public void close() throws StoreException {
    lane.close();
  }
}
