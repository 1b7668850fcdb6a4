package dev.rollback.temporal;

import dev.rollback.store.ContentId;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreUsage;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/// What owners keep alone: walks all that the others reach, then what only these reach.
final class Weighing {
  private final SnapshotStore store;
  private final Set<ContentId> seenContents = new HashSet<>();
  private final Set<NodeId> seenNodes = new HashSet<>();
  private long bytes;

  Weighing(SnapshotStore store) {
    this.store = store;
  }

  /// @return about as many bytes as the storage holds of it
  long freedBy(Set<Owner> going) throws StoreException {
    for (Owner owner : store.owners()) {
      if (!going.contains(owner) && !isPartOf(owner, going)) {
        walk(owner, false);
      }
    }
    for (Owner owner : store.owners()) {
      if (going.contains(owner) || isPartOf(owner, going)) {
        walk(owner, true);
      }
    }
    StoreUsage usage = store.usage();
    return usage.contentBytes() == 0
        ? 0
        : Math.round((double) bytes / usage.contentBytes() * usage.storedBytes());
  }

  /// A capture's owner may have owners of its parts, as `<owner>/root`.
  private static boolean isPartOf(Owner owner, Set<Owner> going) {
    return going.stream().anyMatch(each -> owner.name().startsWith(each.name() + "/"));
  }

  private void walk(Owner owner, boolean weighs) throws StoreException {
    for (ContentId content : store.contents(owner)) {
      take(content, weighs);
    }
    var next = new ArrayDeque<>(store.nodes(owner));
    while (!next.isEmpty()) {
      NodeId id = next.removeLast();
      if (!seenNodes.add(id)) {
        continue;
      }
      Node node = store.reader().node(id);
      for (ContentId content : node.contents()) {
        take(content, weighs);
      }
      next.addAll(node.nodes());
    }
  }

  private void take(ContentId content, boolean weighs) throws StoreException {
    if (seenContents.add(content) && weighs) {
      bytes += store.reader().size(content);
    }
  }
}
