package dev.rollback.worker;

import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.Stores;
import dev.rollback.store.packed.PackStore;
import java.nio.file.Path;
import java.util.Optional;

/// Where the store is, and what opens it.
///
/// @param place a directory, absolute, or `s3://bucket/prefix`
/// @param key the passphrase that its master key is wrapped under; empty for a store that whoever
///     can read its place can read
public record StoreSettings(String place, Optional<Secret> key) {
  private static final String S3 = "s3://";

  static boolean isDirectory(String place) {
    return !place.startsWith(S3);
  }

  /// Empty where it is no directory.
  public Optional<Path> directory() {
    return isDirectory(place) ? Optional.of(Path.of(place)) : Optional.empty();
  }

  /// Opens the store; makes it where there is nothing yet. The caller closes it.
  public PackStore open() throws StoreException {
    if (key.isEmpty()) {
      return Stores.open(place, Optional.empty());
    }
    try (var passphrase = new Passphrase(key.get().value().toCharArray())) {
      return Stores.open(place, Optional.of(passphrase));
    }
  }

  /// Another store in a directory, opened by the same key.
  public StoreSettings like(Path directory) {
    return new StoreSettings(directory.toString(), key);
  }

  /// In words, for a person.
  public String told() {
    return place + (key.isEmpty() ? ", without a key: whoever reads it reads all" : ", encrypted");
  }

  @Override
  public String toString() {
    return place;
  }
}
