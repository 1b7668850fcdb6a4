package dev.rollback.store.check;

import dev.rollback.store.ContentId;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.index.IdSet;
import dev.rollback.store.packed.OwnerList;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which owners need what cannot be read. Parts of trees in which all is well are gone through
/// once, however many owners share them.
final class Sufferers {
  private final Kept kept;
  private final Set<ContentId> badContents;
  private final Set<NodeId> badNodes;
  private final IdSet sound = new IdSet();
  private final Map<Sha256, Set<Owner>> owners = new HashMap<>();

  private Sufferers(Kept kept, Set<ContentId> badContents, Set<NodeId> badNodes) {
    this.kept = kept;
    this.badContents = badContents;
    this.badNodes = badNodes;
  }

  /// Finds the owners of what is bad.
  static Sufferers of(Kept kept, Set<ContentId> badContents, Set<NodeId> badNodes)
      throws StoreException {
    var sufferers = new Sufferers(kept, badContents, badNodes);
    if (!badContents.isEmpty() || !badNodes.isEmpty()) {
      for (OwnerList list : kept.lists()) {
        sufferers.look(list);
      }
    }
    return sufferers;
  }

  /// The owners that need this content or node.
  List<Owner> of(Sha256 id) {
    return List.copyOf(owners.getOrDefault(id, Set.of()));
  }

  /// The owners that need any of these.
  List<Owner> of(Collection<Sha256> ids) {
    var all = new TreeSet<Owner>();
    ids.forEach(id -> all.addAll(owners.getOrDefault(id, Set.of())));
    return List.copyOf(all);
  }

  private void look(OwnerList list) throws StoreException {
    contents(list.owner(), list.contents());
    var seen = new IdSet();
    for (NodeId root : list.nodes()) {
      look(list.owner(), root, seen);
    }
  }

  /// One node on the way down: whether anything beneath it was bad so far.
  private static final class Step {
    private final NodeId node;
    private final Iterator<NodeId> children;
    private boolean bad;

    Step(NodeId node, List<NodeId> children, boolean bad) {
      this.node = node;
      this.children = children.iterator();
      this.bad = bad;
    }
  }

  private void look(Owner owner, NodeId root, IdSet seen) throws StoreException {
    Deque<Step> way = new ArrayDeque<>();
    enter(owner, root, seen, way);
    while (!way.isEmpty()) {
      Step step = way.getFirst();
      if (step.children.hasNext()) {
        step.bad |= enter(owner, step.children.next(), seen, way);
      } else {
        way.removeFirst();
        if (!step.bad) {
          sound.add(step.node.sum());
        } else if (!way.isEmpty()) {
          way.getFirst().bad = true;
        }
      }
    }
  }

  /// Goes down to a node; answers whether it is known at once that something there is bad.
  private boolean enter(Owner owner, NodeId id, IdSet seen, Deque<Step> way) throws StoreException {
    if (sound.contains(id.sum())) {
      return false;
    }
    if (!seen.add(id.sum())) {
      // It was gone through for this owner already, and is not sound.
      return true;
    }
    boolean bad = badNodes.contains(id);
    if (bad) {
      suffers(owner, id.sum());
    }
    Optional<Node> node = kept.node(id);
    if (node.isEmpty()) {
      return true;
    }
    bad |= contents(owner, node.get().contents());
    way.addFirst(new Step(id, node.get().nodes(), bad));
    return false;
  }

  private boolean contents(Owner owner, Collection<ContentId> contents) {
    boolean bad = false;
    for (ContentId content : contents) {
      if (badContents.contains(content)) {
        suffers(owner, content.sum());
        bad = true;
      }
    }
    return bad;
  }

  private void suffers(Owner owner, Sha256 id) {
    owners.computeIfAbsent(id, _ -> new TreeSet<>()).add(owner);
  }
}
