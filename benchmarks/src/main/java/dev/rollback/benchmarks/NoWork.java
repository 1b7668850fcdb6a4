package dev.rollback.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/// A workflow of so many activities, one after the other, none of which does anything.
@WorkflowInterface
public interface NoWork {
  /// How many activities were run.
  @WorkflowMethod(name = "NoWork")
  int run(int activities);

  /// Does nothing.
  @ActivityInterface(namePrefix = "nothing.")
  interface Nothing {
    /// Answers what it is given.
    String echo(String text);
  }

  /// The implementation that the benchmark's own worker serves.
  final class Impl implements NoWork {
    private final Nothing nothing =
        Workflow.newActivityStub(
            Nothing.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

    @Override
    public int run(int activities) {
      for (int each = 0; each < activities; each++) {
        nothing.echo("activity " + each);
      }
      return activities;
    }
  }
}
