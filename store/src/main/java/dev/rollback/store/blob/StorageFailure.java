package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// Turns what the operating system says into what an operator can act on.
final class StorageFailure {
  private static final long HARDLY_ANY_SPACE = 64L << 10;

  private StorageFailure() {}

  /// The exception for a failed deed, such as `write index/ab12`, in the store at `root`.
  static StoreException of(Path root, String deed, IOException cause) {
    if (cause instanceof StoreException known) {
      return known;
    }
    Kind kind = kind(root, cause);
    return new StoreException(
        kind, "Cannot " + deed + " in the store " + root + ": " + reason(kind, cause), cause);
  }

  /// What a blob that is not there means for whoever needs it.
  static StoreException missing(String place, String name) {
    return new StoreException(
        Kind.MISSING,
        "The store %s has no %s. Check the store, and see who removed it.".formatted(place, name));
  }

  /// What a blob that ends too early means for whoever needs it.
  static StoreException cutOff(String place, String name, long length, long needed) {
    return new StoreException(
        Kind.CORRUPT,
        "%s in the store %s is cut off: it has %d bytes and should have %d or more. Check the store with --read-data, then repair it."
            .formatted(name, place, length, needed));
  }

  /// What a blob that is longer than anything a store writes under its name means.
  static StoreException tooLong(String place, String name, long length, int maximum) {
    return new StoreException(
        Kind.CORRUPT,
        "%s in the store %s has %d bytes and may have %d at most. Check the store."
            .formatted(name, place, length, maximum));
  }

  private static Kind kind(Path root, IOException cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no space left")
        || text.contains("not enough space")
        || text.contains("quota exceeded")) {
      return Kind.FULL;
    }
    if (text.contains("read-only file system")) {
      return Kind.READ_ONLY;
    }
    return switch (cause) {
      case AccessDeniedException _ -> Kind.DENIED;
      case NoSuchFileException _ -> Kind.MISSING;
      case ClosedByInterruptException _ -> Kind.FAILED;
      default -> isFull(root) ? Kind.FULL : Kind.FAILED;
    };
  }

  /// The system's words for a full disk depend on its language; the free space does not.
  private static boolean isFull(Path root) {
    try {
      return Files.getFileStore(root).getUsableSpace() < HARDLY_ANY_SPACE;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static String reason(Kind kind, IOException cause) {
    return switch (kind) {
      case FULL -> "no space is left. Free some there and try again; what was stored is intact.";
      case READ_ONLY -> "its file system is mounted read-only. Mount it writable and try again.";
      case DENIED -> "permission denied. Give this process's user read and write access to it.";
      case MISSING ->
          "it is not there (" + cause.getMessage() + "). Check the store and see who removed it.";
      case CORRUPT, UNKNOWN_FORMAT, FAILED ->
          cause + ". See to the storage, check the store, and try again.";
    };
  }
}
