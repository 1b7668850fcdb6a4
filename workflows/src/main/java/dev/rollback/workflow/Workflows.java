package dev.rollback.workflow;

import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Functions.Func;
import java.util.List;

/// All workflows, for a worker to serve.
public final class Workflows {
  private static final WorkflowImplementationOptions OPTIONS =
      WorkflowImplementationOptions.newBuilder()
          .setFailWorkflowExceptionTypes(DataConverterException.class)
          .build();

  private static final List<Served<?>> SERVED =
      List.of(
          new Served<>(CreateSnapshot.class, CreateSnapshotImpl::new),
          new Served<>(ExecuteRollback.class, ExecuteRollbackImpl::new),
          new Served<>(ListSnapshots.class, ListSnapshotsImpl::new),
          new Served<>(GetRollbackHistory.class, GetRollbackHistoryImpl::new),
          new Served<>(Status.class, StatusImpl::new),
          new Served<>(RollbackManager.class, RollbackManagerImpl::new),
          new Served<>(DescribeSnapshot.class, DescribeSnapshotImpl::new),
          new Served<>(DescribeRollback.class, DescribeRollbackImpl::new),
          new Served<>(DeleteSnapshot.class, DeleteSnapshotImpl::new),
          new Served<>(HoldSnapshot.class, HoldSnapshotImpl::new),
          new Served<>(ApplyRetention.class, ApplyRetentionImpl::new),
          new Served<>(ScheduledSnapshot.class, ScheduledSnapshotImpl::new),
          new Served<>(DiffSnapshots.class, DiffSnapshotsImpl::new),
          new Served<>(ListFiles.class, ListFilesImpl::new),
          new Served<>(RestoreFiles.class, RestoreFilesImpl::new),
          new Served<>(CheckStore.class, CheckStoreImpl::new),
          new Served<>(PruneStore.class, PruneStoreImpl::new),
          new Served<>(ReconcileRollback.class, ReconcileRollbackImpl::new));

  private Workflows() {}

  /// An interface whose simple name is its workflow type's, and what makes an implementation.
  private record Served<W>(Class<W> type, Func<W> implementation) {
    void by(Worker worker) {
      worker.registerWorkflowImplementationFactory(type, implementation, OPTIONS);
    }
  }

  /// The workflow types that callers may start.
  public static List<String> types() {
    return SERVED.stream().map(served -> served.type().getSimpleName()).toList();
  }

  /// Makes a worker serve all of them, and answer any other type with an error. Its client must use
  /// a [RequestDataConverter].
  public static void register(Worker worker) {
    SERVED.forEach(served -> served.by(worker));
    worker.registerWorkflowImplementationFactory(
        DynamicWorkflow.class, UnknownWorkflow::new, OPTIONS);
  }
}
