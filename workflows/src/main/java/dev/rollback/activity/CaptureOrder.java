package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.TypedByNeighbour;
import org.jspecify.annotations.Nullable;

/// @param operationId stable over retries
/// @param member the layer's name in a set, or null
/// @param safety whether it is a rollback's safety snapshot: what is missing is recorded as absent
///     instead of refused, and everything is captured, whatever the spec leaves out
/// @param rollbackId the rollback that it is the undo of, or null
/// @param plan what that rollback will do to this layer, as planned last; null where it is no
///     safety snapshot. A layer that can do so captures only what the plan replaces or deletes,
///     and says so in its metadata
/// @param parent the snapshot of the same layer that unchanged files may be compared with, or null;
///     never a safety snapshot unless the spec names one
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CaptureOrder(
    String operationId,
    String snapshotId,
    @Nullable String member,
    @TypedByNeighbour SnapshotSpec spec,
    boolean safety,
    @Nullable String rollbackId,
    @Nullable LayerPlan plan,
    @Nullable SnapshotHandle parent) {

  /// Without plan and parent.
  public CaptureOrder(
      String operationId,
      String snapshotId,
      @Nullable String member,
      SnapshotSpec spec,
      boolean safety,
      @Nullable String rollbackId) {
    this(operationId, snapshotId, member, spec, safety, rollbackId, null, null);
  }
}
