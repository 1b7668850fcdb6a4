package dev.rollback.store;

import java.util.List;
import java.util.Optional;

/// What a check looked at and what damage it found.
///
/// @param owners lists of owners that were read
/// @param contents contents that were looked at
/// @param bytes stored bytes that were read and proved; 0 for a check that reads no data
/// @param damages everything that is wrong, worst first: what owners need, then the rest
public record CheckReport(long owners, long contents, long bytes, List<Damage> damages) {
  public CheckReport {
    damages = List.copyOf(damages);
  }

  /// Whether nothing is wrong.
  public boolean intact() {
    return damages.isEmpty();
  }

  /// One item that is not as it was written.
  ///
  /// @param kind what is wrong with it
  /// @param content the content, when the item is one
  /// @param owners all whose snapshots suffer
  /// @param message whose, which and what now, for an operator
  public record Damage(
      StoreException.Kind kind, Optional<ContentId> content, List<Owner> owners, String message) {
    public Damage {
      owners = List.copyOf(owners);
    }
  }
}
