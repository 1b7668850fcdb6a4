package dev.rollback.worker;

import dev.rollback.catalog.SidecarFiles;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.Sidecars;
import dev.rollback.store.StoreException;
import java.util.List;
import java.util.Optional;

/// The catalogue's sidecars, kept by the store beside its data.
final class StoreSidecars implements SidecarFiles {
  private final Sidecars sidecars;

  StoreSidecars(Sidecars sidecars) {
    this.sidecars = sidecars;
  }

  @Override
  public void write(String snapshotId, byte[] json) {
    try {
      sidecars.write(snapshotId, json);
    } catch (StoreException e) {
      throw told(e);
    }
  }

  @Override
  public Optional<byte[]> read(String snapshotId) {
    try {
      return sidecars.read(snapshotId);
    } catch (StoreException e) {
      throw told(e);
    }
  }

  @Override
  public List<String> list() {
    try {
      return sidecars.list();
    } catch (StoreException e) {
      throw told(e);
    }
  }

  @Override
  public void delete(String snapshotId) {
    try {
      sidecars.delete(snapshotId);
    } catch (StoreException e) {
      throw told(e);
    }
  }

  /// The store's trouble in the contract's words.
  static RollbackException told(StoreException e) {
    FailureType type =
        switch (e.kind()) {
          case CORRUPT, MISSING, UNKNOWN_FORMAT -> FailureType.SNAPSHOT_CORRUPT;
          case FULL -> FailureType.INSUFFICIENT_DISK_SPACE;
          case READ_ONLY, DENIED -> FailureType.PERMISSION_DENIED;
          case FAILED -> FailureType.INTERNAL;
        };
    return new RollbackException(type, String.valueOf(e.getMessage()), e);
  }
}
