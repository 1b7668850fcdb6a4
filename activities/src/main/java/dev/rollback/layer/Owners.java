package dev.rollback.layer;

import dev.rollback.store.Owner;
import java.util.Set;

/// Whose the store's owners are, by their names: a snapshot's layers, and the parts of a layer, are
/// named beneath it.
public final class Owners {
  private Owners() {}

  /// The snapshot that an owner belongs to; of a plan's, the word `plan`.
  public static String snapshotId(Owner owner) {
    int slash = owner.name().indexOf('/');
    return slash < 0 ? owner.name() : owner.name().substring(0, slash);
  }

  /// Whether it is one of these, or a part of one.
  public static boolean isWithin(Owner owner, Set<String> names) {
    String name = owner.name();
    for (int end = name.length(); end > 0; end = name.lastIndexOf('/', end - 1)) {
      if (names.contains(name.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
