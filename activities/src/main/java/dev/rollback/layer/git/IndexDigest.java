package dev.rollback.layer.git;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The digest that git writes at the end of an index: equal digests mean equal entries, with equal
/// file times.
final class IndexDigest {
  private IndexDigest() {}

  /// Null where there is no index, or git was told to leave the digest out.
  static @Nullable String of(Repository repository) {
    int length = repository.idLength();
    try (var file = new RandomAccessFile(repository.index().toFile(), "r")) {
      if (file.length() < length) {
        return null;
      }
      var digest = new byte[length];
      file.seek(file.length() - length);
      file.readFully(digest);
      String hex = HexFormat.of().formatHex(digest);
      return hex.equals(repository.zero()) ? null : hex;
    } catch (IOException _) {
      return null;
    }
  }
}
