package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.util.Set;
import java.util.function.Predicate;

/// What is the product's own: it is never captured, and no rollback touches it.
///
/// @param directories the store's, the journals', …
/// @param leftovers names that a rollback that has not ended made
record Own(Set<RawPath> directories, Predicate<byte[]> leftovers) {
  Own {
    directories = Set.copyOf(directories);
  }

  boolean isLeftover(byte[] name) {
    return leftovers.test(name);
  }

  boolean isOwn(RawPath path) {
    return directories.contains(path);
  }

  /// Refuses a directory of the product.
  void requireForeign(RawPath path) {
    if (isOwn(path)) {
      throw overlapping(path);
    }
  }

  /// Refuses a path that lies in a directory of the product, or is one.
  void requireOutside(RawPath path) {
    if (directories.stream().anyMatch(path::within)) {
      throw overlapping(path);
    }
  }

  private static RollbackException overlapping(RawPath path) {
    return new RollbackException(
        FailureType.INVALID_REQUEST,
        "%s belongs to the store of snapshots, which cannot be captured into itself. Name other paths."
            .formatted(path));
  }
}
