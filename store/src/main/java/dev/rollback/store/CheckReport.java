package dev.rollback.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a check looked at and what damage it found.
///
/// @param owners lists of owners that were read
/// @param contents contents that were looked at
/// @param bytes stored bytes that were read and proved; 0 for a check that reads no data
/// @param damages everything that is wrong: what may be the cause of all else first, as a lost
///     index, then what owners need, then the rest
public record CheckReport(long owners, long contents, long bytes, List<Damage> damages) {
  public CheckReport {
    damages = List.copyOf(damages);
  }

  /// Whether nothing is wrong.
  public boolean intact() {
    return damages.isEmpty();
  }

  /// The contents that an owner keeps and that cannot be read: those that it lists, and those that
  /// its nodes refer to. Whoever knows what its nodes mean can name the files.
  public Set<ContentId> contentsLostTo(Owner owner) {
    return lostTo(owner, Damage::content);
  }

  /// The nodes that an owner keeps and that cannot be read.
  public Set<NodeId> nodesLostTo(Owner owner) {
    return lostTo(owner, Damage::node);
  }

  private <T extends Comparable<T>> Set<T> lostTo(Owner owner, Function<Damage, Optional<T>> item) {
    return damages.stream()
        .filter(damage -> damage.owners().contains(owner))
        .flatMap(damage -> item.apply(damage).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// One item that is not as it was written.
  ///
  /// @param kind what is wrong with it
  /// @param content the content, when the item is one
  /// @param node the node, when the item is one
  /// @param owners all whose snapshots suffer
  /// @param message whose, which and what now, for an operator
  public record Damage(
      StoreException.Kind kind,
      Optional<ContentId> content,
      Optional<NodeId> node,
      List<Owner> owners,
      String message) {
    public Damage {
      owners = List.copyOf(owners);
    }

    /// Damage of what is no node.
    public Damage(
        StoreException.Kind kind, Optional<ContentId> content, List<Owner> owners, String message) {
      this(kind, content, Optional.empty(), owners, message);
    }
  }
}
