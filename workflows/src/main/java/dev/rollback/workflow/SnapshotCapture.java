package dev.rollback.workflow;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.DiscardOrder;
import dev.rollback.activity.SnapshotClaim;
import dev.rollback.activity.SnapshotCompletion;
import dev.rollback.activity.SnapshotDraft;
import dev.rollback.activity.SnapshotFailure;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Captures a snapshot: claims its id, captures every layer, makes it known. Of a failed capture
/// nothing is kept but the record that it failed.
final class SnapshotCapture {
  private final CreateSnapshotRequest request;
  private final String snapshotId;
  private final @Nullable String rollbackId;
  private final List<LayerPlan> plans;
  private final List<CapturedLayer> captured = new ArrayList<>();

  private final long startedAtMillis = Workflow.currentTimeMillis();
  private Parents parents = Parents.NONE;
  private boolean failed;

  private SnapshotCapture(
      CreateSnapshotRequest request, @Nullable String rollbackId, List<LayerPlan> plans) {
    this.request = request;
    this.snapshotId = Objects.requireNonNull(request.snapshotId());
    this.rollbackId = rollbackId;
    this.plans = plans;
  }

  /// @param request with its id
  static SnapshotCapture of(CreateSnapshotRequest request) {
    return new SnapshotCapture(request, null, List.of());
  }

  /// The undo of a rollback that is about to carry its plans out.
  ///
  /// @param request with its id
  static SnapshotCapture before(
      String rollbackId, List<LayerStep> steps, CreateSnapshotRequest request) {
    return new SnapshotCapture(request, rollbackId, steps.stream().map(LayerStep::plan).toList());
  }

  /// @throws TemporalFailure once nothing of it is left but its record
  SnapshotRecord run() {
    SnapshotClaim claim = claim();
    SnapshotRecord existing = claim.existing();
    if (existing != null) {
      return existing;
    }
    boolean visible = rollbackId == null && claim.searchAttributes();
    status(visible, "creating");
    try {
      String host = queueHost(claim);
      parents = parents(host);
      captureAll(host);
      SnapshotRecord record = complete();
      status(visible, "created");
      return record;
    } catch (TemporalFailure failure) {
      Workflow.newDetachedCancellationScope(() -> abandon(failure)).run();
      status(visible, "failed");
      throw failure;
    }
  }

  private void status(boolean visible, String status) {
    SearchAttributes.of(visible, snapshotId, request.config().type(), status);
  }

  private SnapshotClaim claim() {
    var draft =
        new SnapshotDraft(
            snapshotId,
            request,
            startedAtMillis / 1000,
            SnapshotNaming.digest(request),
            rollbackId,
            Workflow.getInfo().getWorkflowId());
    return LayerStubs.catalogue(Terms.catalogue("Claim snapshot " + snapshotId))
        .beginSnapshot(draft);
  }

  /// One host for all members of a set, so that they are of one machine, and for a tree of files,
  /// so that its parent is of the same.
  private @Nullable String queueHost(SnapshotClaim claim) {
    if (request.target() != null) {
      return request.target();
    }
    return switch (request.config()) {
      case SnapshotSpec.Set set -> claim.host();
      case SnapshotSpec.FileSystem files -> claim.host();
      case SnapshotSpec.GitCommit git -> null;
      case SnapshotSpec.Configuration files -> null;
    };
  }

  /// An undo is taken of what is there, and compared with nothing.
  private Parents parents(@Nullable String host) {
    if (rollbackId != null) {
      return Parents.NONE;
    }
    try {
      return Parents.of(request.config(), host);
    } catch (RollbackException unusable) {
      throw Failures.of(unusable);
    }
  }

  private void captureAll(@Nullable String host) {
    List<LayerSpec> layers = LayerSpec.of(request.config());
    WorkflowSemaphore width =
        Workflow.newWorkflowSemaphore(
            request.config() instanceof SnapshotSpec.Set set ? set.width() : 1);
    List<Promise<Void>> running = new ArrayList<>();
    for (LayerSpec layer : layers) {
      running.add(Async.procedure(() -> captureOne(layer, host, width)));
    }
    Outcomes.awaitAll(running);
  }

  /// A member that has begun is let end, so that it can be discarded; one that has not is left out
  /// once another has failed.
  private void captureOne(LayerSpec layer, @Nullable String host, WorkflowSemaphore width) {
    width.acquire();
    try {
      if (!failed) {
        captured.add(capture(layer, host));
      }
    } catch (TemporalFailure failure) {
      failed = true;
      throw failure;
    } finally {
      width.release();
    }
  }

  private CapturedLayer capture(LayerSpec layer, @Nullable String host) {
    Duration limit = Duration.ofSeconds(Objects.requireNonNullElse(request.timeout(), 3600L));
    var terms = Terms.looking(host, limit, "Capture " + layer.display());
    var order =
        new CaptureOrder(
            operationId(layer),
            snapshotId,
            layer.member(),
            layer.spec(),
            rollbackId != null,
            rollbackId,
            plan(layer),
            parents.of(layer));
    return LayerStubs.layer(layer.spec().type(), terms).createSnapshot(order);
  }

  private @Nullable LayerPlan plan(LayerSpec layer) {
    return plans.stream()
        .filter(plan -> Objects.equals(plan.member(), layer.member()))
        .findFirst()
        .orElse(null);
  }

  private String operationId(LayerSpec layer) {
    return layer.member() == null ? snapshotId : snapshotId + "/" + layer.member();
  }

  private SnapshotRecord complete() {
    long duration = Workflow.currentTimeMillis() - startedAtMillis;
    return LayerStubs.catalogue(Terms.catalogueSurely("Make snapshot " + snapshotId + " known"))
        .completeSnapshot(new SnapshotCompletion(snapshotId, inOrder(), duration));
  }

  /// In the order of the request, whichever was ready first.
  private List<CapturedLayer> inOrder() {
    List<@Nullable String> names =
        LayerSpec.of(request.config()).stream().map(LayerSpec::member).toList();
    return captured.stream()
        .sorted((a, b) -> names.indexOf(a.handle().member()) - names.indexOf(b.handle().member()))
        .toList();
  }

  private void abandon(TemporalFailure failure) {
    RollbackException why = Failures.translate(failure);
    List<Promise<Void>> discards = new ArrayList<>();
    for (CapturedLayer layer : captured) {
      discards.add(Async.procedure(() -> discard(layer)));
    }
    Outcomes.awaitAllQuietly(discards);
    LayerStubs.catalogue(Terms.catalogueSurely("Mark snapshot " + snapshotId + " as failed"))
        .failSnapshot(new SnapshotFailure(snapshotId, why.type().wireName(), why.sentence()));
  }

  private static void discard(CapturedLayer layer) {
    var handle = layer.handle();
    var terms =
        Terms.looking(handle.host(), Duration.ofMinutes(10), "Discard " + handle.displayName());
    LayerStubs.layer(handle.spec().type(), terms).discardSnapshot(new DiscardOrder(handle));
  }
}
