package dev.rollback.workflow;

import dev.rollback.activity.ParentQuery;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which earlier snapshot each tree of files is compared with.
record Parents(Map<LayerSpec, SnapshotHandle> handles) {
  static final Parents NONE = new Parents(Map.of());

  Parents {
    handles = Map.copyOf(handles);
  }

  /// Those that the spec names, and the newest of the same for the others.
  ///
  /// @param host whose files are captured; null where no tree of files is among them
  static Parents of(SnapshotSpec spec, @Nullable String host) {
    Map<LayerSpec, SnapshotHandle> handles = new HashMap<>();
    List<LayerSpec> unnamed = new ArrayList<>();
    for (LayerSpec layer : LayerSpec.of(spec)) {
      if (!(layer.spec() instanceof SnapshotSpec.FileSystem files)) {
        continue;
      }
      if (files.parent() == null) {
        unnamed.add(layer);
      } else {
        handles.put(layer, FileLayers.like(layer.member(), files.parent()));
      }
    }
    if (!unnamed.isEmpty() && host != null) {
      List<SnapshotHandle> newest = newest(spec, host);
      unnamed.forEach(layer -> handleOf(layer, newest, handles));
    }
    return new Parents(handles);
  }

  private static List<SnapshotHandle> newest(SnapshotSpec spec, String host) {
    return LayerStubs.catalogue(Terms.catalogue("Find the snapshot before"))
        .findParent(new ParentQuery(spec, host))
        .layers();
  }

  private static void handleOf(
      LayerSpec layer, List<SnapshotHandle> newest, Map<LayerSpec, SnapshotHandle> handles) {
    newest.stream()
        .filter(each -> Objects.equals(each.member(), layer.member()))
        .findFirst()
        .ifPresent(each -> handles.put(layer, each));
  }

  /// Null where there is none.
  @Nullable SnapshotHandle of(LayerSpec layer) {
    return handles.get(layer);
  }
}
