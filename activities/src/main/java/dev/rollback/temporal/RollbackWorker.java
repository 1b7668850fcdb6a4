package dev.rollback.temporal;

import dev.rollback.activity.TestOrder;
import dev.rollback.catalog.Catalog;
import dev.rollback.contract.TestResult;
import dev.rollback.layer.Layers;
import dev.rollback.layer.Progress;
import dev.rollback.store.packed.PackStore;
import dev.rollback.workflow.Workflows;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/// Everything that a worker process serves: the workflows and all activities on the common task
/// queue, and the activities alone on its host's own.
public final class RollbackWorker implements AutoCloseable {
  private static final int ACTIVITIES_AT_ONCE = 32;
  private static final int WORKFLOW_CACHE = 200;

  private final WorkerFactory factory;
  private final Catalog catalog;
  private final RunningWorkflows workflows;
  private final PlanSweep sweep;
  private final ScheduledExecutorService sweeps =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("plan-sweep").factory());
  private final List<Object> activities = new ArrayList<>();

  /// @param verifier runs one test; a test that fails is a result
  /// @param client with a [dev.rollback.workflow.RequestDataConverter]
  /// @param searchAttributes whether the namespace has ours
  public RollbackWorker(
      WorkflowClient client,
      WorkerFacts facts,
      Catalog catalog,
      PackStore store,
      Layers layers,
      BiFunction<TestOrder, Progress, TestResult> verifier,
      OperationLocks locks,
      KeptPlans plans,
      Clock clock,
      BooleanSupplier searchAttributes,
      EndListener listener) {
    this.factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(WORKFLOW_CACHE)
                .build());
    this.catalog = catalog;
    this.workflows = new RunningWorkflows(client, facts.taskQueue());
    StoreCare care = new StoreCare(store, catalog, new TouchedSnapshots(catalog, layers));
    this.sweep = new PlanSweep(plans, layers, workflows::isRunning, care::collect, clock);
    activities.add(
        new CatalogAdapter(
            catalog,
            care,
            new Reporter(catalog, layers, facts),
            workflows,
            facts.host(),
            clock,
            searchAttributes,
            listener));
    activities.add(new StoreAdapter(care));
    activities.add(new VerificationAdapter(verifier));
    layers
        .all()
        .forEach(layer -> activities.add(LayerBindings.adapter(layer, locks, plans, clock)));
    Worker common = worker(facts.taskQueue());
    Workflows.register(common);
    worker(facts.taskQueue() + "." + facts.host());
  }

  private Worker worker(String taskQueue) {
    Worker worker =
        factory.newWorker(
            taskQueue,
            WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(ACTIVITIES_AT_ONCE)
                .setAllowActivityHeartbeatDuringShutdown(true)
                .build());
    worker.registerActivitiesImplementations(activities.toArray());
    return worker;
  }

  /// Begins to serve, sees to it that rollbacks whose workflow was terminated are settled, and lets
  /// go of old plans, now and each day.
  public void start() {
    factory.start();
    var _ = sweeps.scheduleWithFixedDelay(sweep, 0, 1, TimeUnit.DAYS);
    catalog.stale(workflows::isRunning).forEach(each -> workflows.reconcile(each.rollbackId()));
  }

  /// Ends the care for old plans; serving ends with the factory.
  @Override
  public void close() {
    sweeps.shutdownNow();
  }

  /// Draining and stopping is the process's.
  public WorkerFactory factory() {
    return factory;
  }
}
