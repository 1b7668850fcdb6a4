package dev.rollback.store;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Keeps the bytes of snapshots on durable storage: contents named by their SHA-256, and who owns
/// which.
///
/// A content lives as long as an [Owner] lists it. An owner's list appears, changes and vanishes as
/// a whole; after a crash at any moment every committed owner has all its contents. All methods may
/// be called from several threads, and several processes may use one store at once.
public interface SnapshotStore extends AutoCloseable {
  /// Begins to write everything that this owner keeps. What the owner kept before stays until the
  /// new writer commits, which replaces it. The caller closes the writer.
  SnapshotWriter writer(Owner owner) throws StoreException;

  /// Reads contents, whoever owns them. Needs no closing; lives as long as the store.
  SnapshotReader reader();

  /// Forgets this owner, durably. Contents that nobody else owns become collectable. Releasing an
  /// owner that is not there does nothing.
  void release(Owner owner) throws StoreException;

  /// All owners with a committed list, in order of their names.
  List<Owner> owners() throws StoreException;

  /// The contents that this owner lists itself; empty when there is no such owner.
  Set<ContentId> contents(Owner owner) throws StoreException;

  /// The nodes that this owner keeps alive; empty when there is no such owner.
  Set<NodeId> nodes(Owner owner) throws StoreException;

  /// Removes contents without an owner, and what dead writers left behind, when they were written
  /// longer ago than `grace`. Never harms a running writer, whatever the grace and in whichever
  /// process. Removes no content at all, and throws CORRUPT, while the list of any owner cannot be
  /// read.
  CollectReport collect(Duration grace) throws StoreException;

  /// Whether nothing that owners keep is known to be lost. While something is, after a repair that
  /// could not save all, a snapshot that builds on an earlier one may build on what is lost:
  /// writers look up all that they keep, and fail with MISSING where something is not there.
  /// Written anew, it heals all who need it.
  boolean complete() throws StoreException;

  /// Finds all damage: missing, truncated and changed items, and the owners that need them. Without
  /// `readData` it looks at lists, headers and lengths; with it, it also reads every byte stored.
  /// It changes nothing and may run beside writers.
  CheckReport check(boolean readData) throws StoreException;

  /// The small description files that lie beside the data.
  Sidecars sidecars();

  /// How much the store holds now.
  StoreUsage usage() throws StoreException;

  /// Gives back what the process holds. Open writers are discarded.
  @Override
  void close() throws StoreException;
}
