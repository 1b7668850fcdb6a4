package dev.rollback.workflow;

import dev.rollback.activity.RetentionPlan;
import dev.rollback.activity.SnapshotQuery;
import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.DeleteSnapshotRequest;
import dev.rollback.contract.RetentionResult;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class ApplyRetentionImpl implements ApplyRetention {
  private static final Duration LIMIT = Duration.ofHours(6);

  @Override
  public RetentionResult applyRetention(@Nullable ApplyRetentionRequest request) {
    return Answers.of(() -> apply(Requests.required(request)));
  }

  private static RetentionResult apply(ApplyRetentionRequest request) {
    RetentionPlan plan =
        LayerStubs.catalogue(Terms.reading("Judge which snapshots stay", LIMIT))
            .planRetention(request);
    if (request.onlyTells()) {
      return result(plan, true, plan.removals(), 0, plan.freedBytes(), List.of());
    }
    List<String> failures = new ArrayList<>();
    for (String snapshotId : plan.next()) {
      delete(request, snapshotId, failures);
    }
    long deleted = (long) plan.next().size() - failures.size();
    long freed = deleted == 0 ? 0 : free();
    long remaining = plan.removals() - plan.next().size();
    return result(plan, false, deleted, remaining, freed, failures);
  }

  private static void delete(
      ApplyRetentionRequest request, String snapshotId, List<String> failures) {
    var deletion =
        new DeleteSnapshotRequest(
            snapshotId,
            null,
            request.requestedBy(),
            request.reason() == null ? "retention" : request.reason());
    try {
      Deletion.release(deletion);
      LayerStubs.catalogue(Terms.catalogue("Forget snapshot " + snapshotId))
          .forgetSnapshot(new SnapshotQuery(snapshotId));
    } catch (ActivityFailure failure) {
      if (Outcomes.isCancel(failure)) {
        throw failure;
      }
      failures.add(Failures.translate(failure).sentence());
    }
  }

  private static long free() {
    return LayerStubs.catalogue(Terms.reading("Free what no snapshot keeps any more", LIMIT))
        .freeContent()
        .freedBytes();
  }

  private static RetentionResult result(
      RetentionPlan plan,
      boolean dryRun,
      long removed,
      long remaining,
      long freedBytes,
      List<String> failures) {
    return new RetentionResult(
        failures.isEmpty() ? "success" : "partial",
        dryRun,
        plan.decisions(),
        plan.kept(),
        removed,
        remaining,
        freedBytes,
        failures);
  }
}
