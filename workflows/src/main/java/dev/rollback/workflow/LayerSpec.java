package dev.rollback.workflow;

import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One layer to capture: a spec, under its name in a set or none.
record LayerSpec(@Nullable String member, SnapshotSpec spec) {

  /// The layers of a spec: a set's members, or the spec itself.
  static List<LayerSpec> of(SnapshotSpec spec) {
    return switch (spec) {
      case SnapshotSpec.Set set ->
          set.members().stream().map(each -> new LayerSpec(each.name(), each.config())).toList();
      case SnapshotSpec.GitCommit git -> List.of(new LayerSpec(null, git));
      case SnapshotSpec.Configuration files -> List.of(new LayerSpec(null, files));
      case SnapshotSpec.FileSystem files -> List.of(new LayerSpec(null, files));
    };
  }

  static LayerSpec of(SnapshotHandle handle) {
    return new LayerSpec(handle.member(), handle.spec());
  }

  String display() {
    return member == null ? Subjects.of(spec) : member + ": " + Subjects.of(spec);
  }
}
