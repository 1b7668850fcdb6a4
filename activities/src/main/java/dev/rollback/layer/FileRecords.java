package dev.rollback.layer;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.contract.Changes;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.FileFacts;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.CapturedFiles;
import dev.rollback.files.FileEngine;
import dev.rollback.files.PlannedFiles;
import dev.rollback.files.RestoredFiles;
import dev.rollback.files.Scope;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the layers that stand on the file engine tell of it.
public final class FileRecords {
  private FileRecords() {}

  /// One entry, without its content.
  public static FileFacts facts(CapturedFiles.CapturedFile file) {
    boolean bare =
        switch (file.kind()) {
          case ABSENT, MOUNT, UNCAPTURED -> true;
          case FILE, DIRECTORY, SYMLINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET -> false;
        };
    return new FileFacts(
        file.content().map(ContentId::hex).orElse(null),
        file.size(),
        bare ? null : "%04o".formatted(file.mode()),
        bare ? null : file.owner(),
        bare ? null : file.group(),
        file.modifiedSeconds(),
        file.kind().word());
  }

  public static Changes changes(PlannedFiles planned) {
    return new Changes(planned.create(), planned.modify(), planned.delete());
  }

  /// What is lost when the plan is carried out.
  public static List<Loss> losses(PlannedFiles planned) {
    var losses = new ArrayList<Loss>();
    if (planned.modified() > 0) {
      losses.add(new Loss("modified_file", planned.modified(), planned.modifiedFiles()));
    }
    if (planned.created() > 0) {
      losses.add(new Loss("created_file", planned.created(), planned.createdFiles()));
    }
    return losses;
  }

  /// What finds a capture again.
  public static SnapshotHandle handle(
      CaptureOrder order, SnapshotSpec spec, CapturedFiles captured, String host) {
    return new SnapshotHandle(
        order.snapshotId(),
        order.member(),
        spec,
        captured.takenAt(),
        host,
        captured.root().hex(),
        owner(order.snapshotId(), order.member()).name(),
        captured.totals().bytes(),
        captured.totals().storedBytes());
  }

  /// What the engine is to plan.
  public static FileEngine.PlanRequest request(PlanOrder order) {
    return new FileEngine.PlanRequest(
        order.planId(), root(order.handle()), order.paths(), order.mode(), order.verifyContent());
  }

  /// How a restore ends.
  ///
  /// @param method the layer's word for it
  public static RestoreOutcome outcome(
      String method, LayerPlan plan, Supplier<RestoredFiles> restore) {
    try {
      return outcome(method, restore.get());
    } catch (RollbackException e) {
      if (e.type() == FailureType.ROLLBACK_PARTIAL) {
        return new RestoreOutcome.Partial(method, Changes.NONE, e.sentence(), plan.targets());
      }
      throw e;
    }
  }

  private static RestoreOutcome outcome(String method, RestoredFiles restored) {
    return restored.alreadyInPlace()
        ? new RestoreOutcome.AlreadyInPlace(method, null, restored.proof())
        : new RestoreOutcome.Restored(
            method,
            new Changes(restored.create(), restored.modify(), restored.delete()),
            null,
            restored.proof(),
            restored.downtimeMs());
  }

  /// The root that a handle names.
  ///
  /// @throws RollbackException `SnapshotCorrupt` where it names none
  public static NodeId root(SnapshotHandle handle) {
    return root(handle.root(), "Snapshot " + handle.displayName());
  }

  /// The root of a plan, likewise.
  public static NodeId root(LayerPlan plan) {
    return root(plan.root(), "Plan " + plan.planId());
  }

  private static NodeId root(String text, String what) {
    try {
      return NodeId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RollbackException(
          FailureType.SNAPSHOT_CORRUPT, "%s has no root in the store.".formatted(what), e);
    }
  }

  /// The store's owner of one layer of a snapshot.
  ///
  /// @param member the layer's name in a set, or null
  public static Owner owner(String snapshotId, @Nullable String member) {
    return new Owner(member == null ? snapshotId : snapshotId + "/members/" + member);
  }

  /// Refuses a snapshot of another host.
  ///
  /// @param now what to do there, such as `Roll it back`
  public static void requireHere(SnapshotHandle handle, String host, String now) {
    if (!handle.host().equals(host)) {
      throw new RollbackException(
          FailureType.SNAPSHOT_NOT_RESTORABLE,
          "Snapshot %s is of host %s and this is %s. %s there."
              .formatted(handle.displayName(), handle.host(), host, now));
    }
  }

  /// A discarded snapshot's bytes may still lie in the store for a while; it is gone all the same.
  public static RollbackException notKept(SnapshotHandle handle) {
    return new RollbackException(
        FailureType.SNAPSHOT_NOT_RESTORABLE,
        "Snapshot %s is no longer kept; its files were discarded. Use another snapshot."
            .formatted(handle.displayName()));
  }

  /// Refuses a store that lies in what is captured, or that holds it.
  public static void requireApart(Path place, Scope scope) {
    for (Scope.Item item : scope.items()) {
      Path base = Path.of(item.base().toString());
      if (place.startsWith(base) || base.startsWith(place)) {
        throw new RollbackException(
            FailureType.INVALID_REQUEST,
            "backup_location %s and %s lie in one another. Choose a place apart."
                .formatted(place, base));
      }
    }
  }

  /// What went wrong in a store at a `backup_location`.
  public static RollbackException failed(Path place, StoreException cause) {
    FailureType type =
        switch (cause.kind()) {
          case FULL -> FailureType.INSUFFICIENT_DISK_SPACE;
          case READ_ONLY, DENIED -> FailureType.PERMISSION_DENIED;
          case CORRUPT, MISSING -> FailureType.SNAPSHOT_CORRUPT;
          case UNKNOWN_FORMAT -> FailureType.INVALID_REQUEST;
          case FAILED -> FailureType.ROLLBACK_FAILED;
        };
    return new RollbackException(
        type, "backup_location %s: %s".formatted(place, cause.getMessage()), cause);
  }

  /// What a layer answers to a plan's order.
  public static LayerPlan plan(
      PlanOrder order, RollbackType type, String host, PlannedFiles planned) {
    return new LayerPlan(
        order.planId(),
        order.handle().member(),
        type,
        host,
        planned.targets(),
        planned.root().hex(),
        planned.fingerprint(),
        changes(planned),
        losses(planned),
        planned.sample(),
        planned.warnings());
  }
}
