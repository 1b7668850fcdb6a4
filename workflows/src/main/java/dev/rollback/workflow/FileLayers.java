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
  ///     `InvalidRequest` where it holds no files, or where several members do and none is named
  static SnapshotHandle of(String snapshotId, @Nullable String member) {
    List<SnapshotHandle> all = all(snapshotId);
    return only(
        "Snapshot " + snapshotId + (member == null ? "" : ", member " + member + ","),
        member == null ? all : named(all, member),
        "name one with member");
  }

  /// What stands in another snapshot for a layer: the member of the same name, or else the only
  /// layer that holds files.
  ///
  /// @param member the layer's name in a set, or null
  /// @throws RollbackException as [#of]
  static SnapshotHandle like(@Nullable String member, String snapshotId) {
    List<SnapshotHandle> all = all(snapshotId);
    List<SnapshotHandle> same = member == null ? List.of() : named(all, member);
    return only(
        "Snapshot " + snapshotId,
        same.isEmpty() ? all : same,
        "name a snapshot that holds one of them alone");
  }

  private static List<SnapshotHandle> all(String snapshotId) {
    return Snapshots.created(snapshotId).handles().stream()
        .filter(SnapshotHandle::holdsFiles)
        .toList();
  }

  private static List<SnapshotHandle> named(List<SnapshotHandle> layers, String member) {
    return layers.stream().filter(each -> member.equals(each.member())).toList();
  }

  /// @param whose for a sentence
  /// @param now what to do where there are several, for the same
  private static SnapshotHandle only(String whose, List<SnapshotHandle> layers, String now) {
    if (layers.size() == 1) {
      return layers.getFirst();
    }
    throw new RollbackException(
        FailureType.INVALID_REQUEST,
        layers.isEmpty()
            ? whose + " holds no files; choose one of type file_system or configuration."
            : "%s has several members that hold files; %s: %s."
                .formatted(
                    whose,
                    now,
                    layers.stream()
                        .map(SnapshotHandle::displayName)
                        .collect(Collectors.joining(", "))));
  }

  /// Where a layer can be looked into: anywhere, or (not null) only where its own store is.
  static @Nullable String readableAt(SnapshotHandle layer) {
    return layer.spec() instanceof SnapshotSpec.FileSystem files && files.backupLocation() != null
        ? layer.host()
        : null;
  }
}
