package dev.rollback.temporal;

import dev.rollback.activity.SnapshotFailure;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.SnapshotRecord;

/// Is told of each end that this worker has recorded in the catalogue. A step that Temporal repeats
/// is told again. It must not throw.
public interface EndListener {
  /// Does nothing.
  EndListener NONE =
      new EndListener() {
        @Override
        public void created(SnapshotRecord snapshot) {}

        @Override
        public void failed(SnapshotFailure failure) {}

        @Override
        public void ended(RollbackResult rollback) {}
      };

  void created(SnapshotRecord snapshot);

  void failed(SnapshotFailure failure);

  /// @param rollback in any state but `running`
  void ended(RollbackResult rollback);
}
