package dev.rollback.layer;

import dev.rollback.contract.Changes;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.FileFacts;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RestoreOutcome;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.files.CapturedFiles;
import dev.rollback.files.FileKind;
import dev.rollback.files.PlannedFiles;
import dev.rollback.files.RestoredFiles;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import java.util.ArrayList;
import java.util.List;

/// What the layers that stand on the file engine tell of it.
public final class FileRecords {
  private FileRecords() {}

  /// One entry, without its content.
  public static FileFacts facts(CapturedFiles.CapturedFile file) {
    boolean bare = file.kind() == FileKind.ABSENT || file.kind() == FileKind.MOUNT;
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

  /// How a restore ended.
  ///
  /// @param method the layer's word for it
  public static RestoreOutcome outcome(String method, RestoredFiles restored) {
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

  /// @param what whose root it is, for a sentence
  public static NodeId root(String text, String what) {
    try {
      return NodeId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RollbackException(
          FailureType.SNAPSHOT_CORRUPT, "%s has no root in the store.".formatted(what), e);
    }
  }
}
