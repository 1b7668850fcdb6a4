package dev.rollback.store.prune;

import dev.rollback.store.Sha256;
import dev.rollback.store.pack.EntryKind;

/// Whether bytes are those that an id names.
public final class Proof {
  private Proof() {}

  /// A list is named for the content whose pieces it lists, so its seal has to do.
  public static boolean holds(EntryKind kind, Sha256 id, byte[] plain, int offset, int length) {
    if (kind == EntryKind.LIST) {
      return true;
    }
    var digest = Sha256.digest();
    digest.update(plain, offset, length);
    return Sha256.at(digest.digest(), 0).equals(id);
  }
}
