package dev.rollback.workflow;

import dev.rollback.activity.ParentQuery;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which earlier snapshot each tree of files is compared with.
///
/// @param layers of the newest snapshot of the same
record Parents(List<SnapshotHandle> layers, Map<String, SnapshotHandle> named) {
  static final Parents NONE = new Parents(List.of(), Map.of());

  /// @param host whose files are captured; null where no tree of files is among them
  static Parents of(SnapshotSpec spec, @Nullable String host) {
    List<LayerSpec> trees =
        LayerSpec.of(spec).stream()
            .filter(each -> each.spec() instanceof SnapshotSpec.FileSystem)
            .toList();
    if (trees.isEmpty() || host == null) {
      return NONE;
    }
    Map<String, SnapshotHandle> named = new HashMap<>();
    for (LayerSpec tree : trees) {
      String parent = ((SnapshotSpec.FileSystem) tree.spec()).parent();
      if (parent != null) {
        named.put(parent, FileLayers.of(parent, null));
      }
    }
    boolean all = trees.stream().allMatch(each -> named(each) != null);
    return new Parents(all ? List.of() : newest(spec, host), named);
  }

  private static List<SnapshotHandle> newest(SnapshotSpec spec, String host) {
    return LayerStubs.catalogue(Terms.catalogue("Find the snapshot before"))
        .findParent(new ParentQuery(spec, host))
        .layers();
  }

  private static @Nullable String named(LayerSpec layer) {
    return layer.spec() instanceof SnapshotSpec.FileSystem files ? files.parent() : null;
  }

  /// Null where there is none.
  @Nullable SnapshotHandle of(LayerSpec layer) {
    if (!(layer.spec() instanceof SnapshotSpec.FileSystem files)) {
      return null;
    }
    return files.parent() != null
        ? named.get(files.parent())
        : layers.stream()
            .filter(each -> Objects.equals(each.member(), layer.member()))
            .findFirst()
            .orElse(null);
  }
}
