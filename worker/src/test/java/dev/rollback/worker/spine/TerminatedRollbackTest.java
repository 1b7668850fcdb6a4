package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.Retry;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.VerificationTest;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.workflow.ExecuteRollback;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A terminated workflow runs no compensation: the next worker settles what it left.
@Requires({Component.TEMPORAL, Component.POSTGRES, Component.GIT})
final class TerminatedRollbackTest {
  @Test
  void theNextWorkerPutsBackAndUnlocksWhatATerminatedRollbackLeft(@TempDir Path directory)
      throws Exception {
    try (var installation = new Installation(directory)) {
      var targets = new Targets(installation.targets);
      String bad;
      try (WorkerProcess worker = installation.startWorker().awaitReady()) {
        installation.create("good", targets.spec());
        targets.damage();
        bad = targets.described();
        ExecuteRollback rollback =
            installation.start(
                "r",
                ExecuteRollbackRequest.of(
                    "good",
                    new VerificationTest.FileContent(
                        targets.configuration.resolve("app-0.conf").toString(),
                        "never there",
                        null,
                        null,
                        new Retry(120, 0.2))));
        awaitPhase(rollback, "verifying");
        WorkflowStub.fromTyped(rollback).terminate("out of patience");
        worker.kill();
      }
      assertThat(targets.described()).isNotEqualTo(bad);

      try (WorkerProcess _ = installation.startWorker().awaitReady()) {
        RollbackResult settled =
            installation
                .client
                .newUntypedWorkflowStub("reconcile/r")
                .getResult(2, TimeUnit.MINUTES, RollbackResult.class, RollbackResult.class);

        assertThat(settled.status()).isEqualTo(RollbackStatus.FAILED);
        assertThat(settled.reverted()).isTrue();
        assertThat(targets.described()).isEqualTo(bad);
        assertThat(installation.count("select count(*) from rollback.target_locks")).isZero();
      }
    }
  }

  private static void awaitPhase(ExecuteRollback rollback, String phase) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!rollback.progress().phase().equals(phase)) {
      assertThat(System.nanoTime()).as("waiting for " + phase).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
