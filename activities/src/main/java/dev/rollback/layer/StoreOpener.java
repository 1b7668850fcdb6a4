package dev.rollback.layer;

import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import java.nio.file.Path;

/// Opens a store of its own in a directory, and makes it where there is none. The caller closes it.
@FunctionalInterface
public interface StoreOpener {
  SnapshotStore open(Path directory) throws StoreException;
}
