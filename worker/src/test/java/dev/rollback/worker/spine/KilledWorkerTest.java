package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.workflow.ExecuteRollback;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the worker at random moments of a rollback, and a new worker after it: the targets
/// are old or new, never between; nothing stays locked; one result is on record.
@Requires({Component.TEMPORAL, Component.POSTGRES, Component.GIT})
final class KilledWorkerTest {
  private static final boolean SOAK = Boolean.getBoolean("rollback.soak");
  private static final int KILLS = Integer.getInteger("rollback.kills", SOAK ? 60 : 3);
  private static final long SEED = Long.getLong("rollback.seed", 20_261_124L);
  private static final int LONGEST_MILLIS = 2_500;

  private Installation installation;
  private Targets targets;
  private String good = "";
  private String bad = "";

  @BeforeEach
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    targets = new Targets(installation.targets);
    try (WorkerProcess worker = installation.startWorker().awaitReady()) {
      installation.create("good", targets.spec());
      good = targets.described();
      targets.damage();
      bad = targets.described();
      assertThat(worker.stop()).isZero();
    }
  }

  @AfterEach
  void close() throws IOException {
    installation.close();
  }

  @Test
  void theTargetsAreOldOrNewWhereverTheWorkerDies() throws Exception {
    System.out.printf("%d kills, seed %d (-Drollback.seed)%n", KILLS, SEED);
    var random = new Random(SEED);
    WorkerProcess worker = installation.startWorker().awaitReady();
    int completed = 0;
    for (int i = 0; i < KILLS; i++) {
      String id = "kill-" + i;
      ExecuteRollback rollback = installation.start(id, ExecuteRollbackRequest.of("good"));
      int millis = random.nextInt(LONGEST_MILLIS);
      TimeUnit.MILLISECONDS.sleep(millis);
      worker.kill();
      worker = installation.startWorker().awaitReady();

      RollbackResult result = end(rollback);
      RollbackStatus status = result.status();

      String now = targets.described();
      assertThat(now).as("kill %d after %d ms: %s", i, millis, status).isIn(good, bad);
      assertThat(now.equals(good)).isEqualTo(status == RollbackStatus.COMPLETED);
      assertThat(installation.count("select count(*) from rollback.target_locks")).isZero();
      assertThat(
              installation.count(
                  "select count(*) from rollback.rollbacks where rollback_id = '" + id + "'"))
          .isEqualTo(1);
      if (status == RollbackStatus.COMPLETED) {
        completed++;
        installation.roll(
            "undo-" + i,
            ExecuteRollbackRequest.of(Objects.requireNonNull(result.safetySnapshotId())));
        assertThat(targets.described()).isEqualTo(bad);
      }
    }
    worker.close();
    System.out.printf(
        "%d of %d rollbacks completed, the others left all as it was%n", completed, KILLS);
  }

  private static RollbackResult end(ExecuteRollback rollback) throws Exception {
    try {
      return WorkflowStub.fromTyped(rollback).getResult(2, TimeUnit.MINUTES, RollbackResult.class);
    } catch (WorkflowFailedException e) {
      var cause = (ApplicationFailure) Objects.requireNonNull(e.getCause());
      return cause.getDetails().get(0, RollbackResult.class);
    }
  }
}
