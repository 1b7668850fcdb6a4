package dev.rollback.files;

import dev.rollback.contract.RestoreMode;
import dev.rollback.store.NodeId;
import org.jspecify.annotations.Nullable;

/// What is compared.
///
/// @param verify whether all contents are read
/// @param written what the rollback that is to be proved has laid; none before
record Subject(
    Snapshot snapshot,
    TreeReader reader,
    Narrowing narrowing,
    RestoreMode mode,
    boolean verify,
    WrittenFiles written) {
  /// Before anything was laid.
  Subject(
      Snapshot snapshot, TreeReader reader, Narrowing narrowing, RestoreMode mode, boolean verify) {
    this(snapshot, reader, narrowing, mode, verify, WrittenFiles.none());
  }

  /// Whether a look at the live entry is enough to know that it is the snapshot's.
  boolean isProved(TreeEntry wanted, FileStatus status) {
    boolean read = verify && wanted.kind() == FileKind.FILE;
    return !read && (wanted.provedBy(status) || written.prove(wanted, status));
  }

  /// What the snapshot has of a directory; null where it has none there.
  @Nullable DirectorySelf directory(RawPath path) {
    NodeId at = snapshot.top();
    for (byte[] name : Names.split(path.bytes())) {
      TreeEntry entry = reader.find(at, Names.latin(name));
      if (entry == null || !(entry.body() instanceof Body.Directory(NodeId next))) {
        return null;
      }
      at = next;
    }
    return reader.entries(at).self();
  }

  /// Whether a directory belongs to what was asked to be captured, and not only leads there.
  boolean inScope(RawPath path) {
    return snapshot.scope().items().stream().map(Scope.Item::base).anyMatch(path::within);
  }

  /// Whether the snapshot has something at a path, or says that nothing was there.
  boolean has(RawPath path) {
    NodeId at = snapshot.top();
    for (byte[] name : Names.split(path.bytes())) {
      TreeEntry entry = at == null ? null : reader.find(at, Names.latin(name));
      if (entry == null) {
        return false;
      }
      at = Earlier.node(entry);
    }
    return true;
  }

  /// Whether the snapshot says what belongs at a path, be it nothing.
  boolean covers(RawPath path) {
    NodeId at = snapshot.top();
    for (byte[] name : Names.split(path.bytes())) {
      TreeEntry entry = reader.find(at, Names.latin(name));
      if (entry == null) {
        return reader.entries(at).self().reach() == Reach.ALL;
      }
      if (!(entry.body() instanceof Body.Directory(NodeId next))) {
        return true;
      }
      at = next;
    }
    return true;
  }
}
