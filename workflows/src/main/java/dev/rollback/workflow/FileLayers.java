package dev.rollback.workflow;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The layer of a snapshot whose files are asked for.
final class FileLayers {
  private FileLayers() {}

  /// @param member which one of a set, or null
  /// @throws RollbackException `SnapshotNotRestorable` where it is not `created`,
  ///     `InvalidRequest` where it holds no files, or where several members do and none is
  ///     named
  static SnapshotHandle of(String snapshotId, @Nullable String member) {
    List<SnapshotHandle> all = all(snapshotId);
    return only(snapshotId, member, member == null ? all : named(all, member));
  }

  /// What a layer of another snapshot is compared with: the member of the same name, or else
  /// the only layer that holds files.
  static SnapshotHandle like(SnapshotHandle layer, String snapshotId) {
    List<SnapshotHandle> all = all(snapshotId);
    String member = layer.member();
    List<SnapshotHandle> same = member == null ? List.of() : named(all, member);
    return only(snapshotId, null, same.isEmpty() ? all : same);
  }

  private static List<SnapshotHandle> all(String snapshotId) {
    return Snapshots.created(snapshotId).handles().stream().filter(FileLayers::holdsFiles).toList();
  }

  private static List<SnapshotHandle> named(List<SnapshotHandle> layers, String member) {
    return layers.stream().filter(each -> member.equals(each.member())).toList();
  }

  private static SnapshotHandle only(
      String snapshotId, @Nullable String member, List<SnapshotHandle> layers) {
    if (layers.size() == 1) {
      return layers.getFirst();
    }
    throw new RollbackException(
        FailureType.INVALID_REQUEST,
        layers.isEmpty()
            ? "Snapshot %s%s holds no files of type file_system or configuration."
                .formatted(snapshotId, member == null ? "" : ", member " + member + ",")
            : "Snapshot %s has several members that hold files; name one with member: %s."
                .formatted(
                    snapshotId,
                    layers.stream()
                        .map(SnapshotHandle::displayName)
                        .collect(Collectors.joining(", "))));
  }

  private static boolean holdsFiles(SnapshotHandle layer) {
    return switch (layer.spec()) {
      case SnapshotSpec.FileSystem files -> true;
      case SnapshotSpec.Configuration files -> true;
      case SnapshotSpec.GitCommit git -> false;
      case SnapshotSpec.Set set -> false;
    };
  }

  /// Where a layer can be looked into: anywhere, or (not null) only where its own store is.
  static @Nullable String readableAt(SnapshotHandle layer) {
    return layer.spec() instanceof SnapshotSpec.FileSystem files && files.backupLocation() != null
        ? layer.host()
        : null;
  }
}
