package dev.rollback.store.fuzz;

import dev.rollback.store.chunk.ParametersTarget;
import dev.rollback.store.index.IndexFileTarget;
import dev.rollback.store.index.IndexTableTarget;
import dev.rollback.store.index.SegmentTarget;
import dev.rollback.store.pack.DirectoryTarget;
import dev.rollback.store.pack.FrameTarget;
import dev.rollback.store.pack.PackFileTarget;
import dev.rollback.store.packed.ListTarget;
import dev.rollback.store.packed.NodeTarget;
import dev.rollback.store.packed.OwnerTarget;
import dev.rollback.store.seal.KeyTarget;
import dev.rollback.store.seal.SealedBlobTarget;
import java.util.Map;
import java.util.TreeMap;

/// Every reader of the store, by name.
final class Targets {
  static final Map<String, FuzzTarget> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("directory", new DirectoryTarget()),
              Map.entry("frame", new FrameTarget()),
              Map.entry("index", new IndexFileTarget()),
              Map.entry("index-table", new IndexTableTarget()),
              Map.entry("index-segment", new SegmentTarget()),
              Map.entry("key", new KeyTarget()),
              Map.entry("list", new ListTarget()),
              Map.entry("node", new NodeTarget()),
              Map.entry("owner", new OwnerTarget()),
              Map.entry("pack", new PackFileTarget()),
              Map.entry("parameters", new ParametersTarget()),
              Map.entry("sealed-blob", new SealedBlobTarget())));

  private Targets() {}
}
