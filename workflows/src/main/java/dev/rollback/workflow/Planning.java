package dev.rollback.workflow;

import dev.rollback.activity.PlanOrder;
import dev.rollback.contract.Changes;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the plan of every layer and joins them into one.
final class Planning {
  private static final Duration LIMIT = Duration.ofHours(1);
  private static final int WIDTH = 16;
  private static final int MOST_SAMPLES_OF_ALL_LAYERS = 100;

  private Planning() {}

  /// The layers that a request means, in the order in which they are rolled back.
  static List<SnapshotHandle> chosen(SnapshotRecord snapshot, ExecuteRollbackRequest request) {
    if (!(snapshot.config() instanceof SnapshotSpec.Set set)) {
      require(request.members().isEmpty(), "members is only for a set; this snapshot is none.");
      return snapshot.handles();
    }
    Map<String, SnapshotHandle> byName = new HashMap<>();
    snapshot.handles().forEach(each -> byName.put(each.displayName(), each));
    for (String member : request.members()) {
      require(
          byName.containsKey(member),
          "Snapshot %s has no member %s; it has %s."
              .formatted(snapshot.snapshotId(), member, String.join(", ", set.rollbackOrder())));
    }
    return set.rollbackOrder().stream()
        .filter(name -> request.members().isEmpty() || request.members().contains(name))
        .map(name -> Objects.requireNonNull(byName.get(name)))
        .toList();
  }

  /// Refuses what only trees of files can do, where another layer would have to.
  static void requireFiles(List<SnapshotHandle> handles, ExecuteRollbackRequest request) {
    if (request.modeOrDefault() == RestoreMode.EXACT && !request.verifiesContent()) {
      return;
    }
    for (SnapshotHandle handle : handles) {
      require(
          handle.spec() instanceof SnapshotSpec.FileSystem,
          "mode and verify_content are only for file_system; %s is %s."
              .formatted(handle.displayName(), handle.spec().type().wireName()));
    }
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new RollbackException(FailureType.INVALID_REQUEST, sentence);
    }
  }

  /// Plans all layers side by side.
  ///
  /// @param planId each layer's plan is this one's, with its name
  static List<LayerStep> plan(String planId, List<SnapshotHandle> handles, PlanTerms asked) {
    WorkflowSemaphore width = Workflow.newWorkflowSemaphore(WIDTH);
    Map<String, LayerPlan> plans = new HashMap<>();
    List<Promise<Void>> running = new ArrayList<>();
    for (SnapshotHandle handle : handles) {
      var order =
          new PlanOrder(
              layerPlanId(planId, handle),
              handle,
              asked.paths(),
              asked.git(),
              asked.exact(),
              asked.mode(),
              asked.verifyContent());
      running.add(
          Async.procedure(
              () -> {
                width.acquire();
                try {
                  plans.put(handle.displayName(), planOne(order));
                } finally {
                  width.release();
                }
              }));
    }
    Outcomes.awaitAll(running);
    return handles.stream()
        .map(each -> new LayerStep(each, Objects.requireNonNull(plans.get(each.displayName()))))
        .toList();
  }

  private static LayerPlan planOne(PlanOrder order) {
    SnapshotHandle handle = order.handle();
    var terms =
        Terms.looking(handle.host(), LIMIT, "Plan rollback of " + LayerSpec.of(handle).display());
    return LayerStubs.layer(handle.spec().type(), terms).planRollback(order);
  }

  private static String layerPlanId(String planId, SnapshotHandle handle) {
    return handle.member() == null ? planId : planId + "-" + handle.member();
  }

  /// All layers' plans as one, small enough to show.
  static RollbackPlan joined(String planId, String snapshotId, List<LayerStep> steps) {
    List<LayerPlan> plans = steps.stream().map(LayerStep::plan).toList();
    int share = Math.max(1, MOST_SAMPLES_OF_ALL_LAYERS / Math.max(1, plans.size()));
    return new RollbackPlan(
        planId,
        snapshotId,
        fingerprint(plans),
        plans.stream().map(LayerPlan::changes).reduce(Changes.NONE, Changes::plus),
        losses(plans),
        plans.stream().flatMap(each -> named(each, each.sample().stream().limit(share))).toList(),
        plans.stream().flatMap(each -> named(each, each.warnings().stream().limit(share))).toList(),
        plans.stream().map(each -> shortened(each, share)).toList());
  }

  private static String fingerprint(List<LayerPlan> plans) {
    return SnapshotNaming.sha256(
        plans.stream().map(LayerPlan::fingerprint).collect(Collectors.joining("\n")));
  }

  private static List<Loss> losses(List<LayerPlan> plans) {
    var byKind = new LinkedHashMap<String, Loss>();
    for (LayerPlan plan : plans) {
      for (Loss loss : plan.losses()) {
        byKind.merge(loss.kind(), loss, Planning::joined);
      }
    }
    return List.copyOf(byKind.values());
  }

  private static Loss joined(Loss a, Loss b) {
    return new Loss(
        a.kind(),
        a.count() + b.count(),
        Stream.concat(a.sample().stream(), b.sample().stream()).toList());
  }

  private static Stream<String> named(LayerPlan plan, Stream<String> lines) {
    @Nullable String member = plan.member();
    return member == null ? lines : lines.map(line -> member + ": " + line);
  }

  private static LayerPlan shortened(LayerPlan plan, int share) {
    return new LayerPlan(
        plan.planId(),
        plan.member(),
        plan.type(),
        plan.host(),
        plan.targets(),
        plan.root(),
        plan.fingerprint(),
        plan.changes(),
        plan.losses().stream()
            .map(
                each ->
                    new Loss(
                        each.kind(), each.count(), each.sample().stream().limit(share).toList()))
            .toList(),
        plan.sample().stream().limit(share).toList(),
        plan.warnings().stream().limit(share).toList());
  }
}
