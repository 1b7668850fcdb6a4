package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.workflow.ExecuteRollback;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server dies and comes back while a rollback is under way: the rollback goes on to its end.
@Requires({Component.TEMPORAL, Component.POSTGRES, Component.GIT})
final class RestartedServersTest {
  private Installation installation;
  private Targets targets;
  private WorkerProcess worker;
  private String good = "";

  @BeforeEach
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    targets = new Targets(installation.targets);
    worker = installation.startWorker().awaitReady();
    installation.create("good", targets.spec());
    good = targets.described();
    targets.damage();
  }

  @AfterEach
  void close() throws Exception {
    worker.close();
    installation.close();
  }

  @Test
  void temporalDyingInTheMiddleOnlyDelaysIt() throws Exception {
    ExecuteRollback rollback = installation.start("r", ExecuteRollbackRequest.of("good"));
    TimeUnit.MILLISECONDS.sleep(300);

    installation.temporal.killAndRestart();

    assertThat(end(rollback)).isEqualTo(RollbackStatus.COMPLETED);
    assertThat(targets.described()).isEqualTo(good);
  }

  @Test
  void theCatalogueBeingAwayInTheMiddleOnlyDelaysIt() throws Exception {
    ExecuteRollback rollback = installation.start("r", ExecuteRollbackRequest.of("good"));

    installation.count(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where pid <> pg_backend_pid() and backend_type = 'client backend'");

    assertThat(end(rollback)).isEqualTo(RollbackStatus.COMPLETED);
    assertThat(targets.described()).isEqualTo(good);
  }

  private static RollbackStatus end(ExecuteRollback rollback) throws Exception {
    return WorkflowStub.fromTyped(rollback)
        .getResult(3, TimeUnit.MINUTES, RollbackResult.class)
        .status();
  }
}
