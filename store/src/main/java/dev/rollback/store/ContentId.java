package dev.rollback.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The name of a content: SHA-256 of its plain bytes, as 64 lower-case hexadecimal digits.
///
/// Equal bytes have equal names, whoever wrote them and however they are stored.
public record ContentId(String hex) implements Comparable<ContentId> {
  /// Digits in a name.
  public static final int LENGTH = 64;

  public ContentId {
    if (hex.length() != LENGTH || !hex.chars().allMatch(ContentId::isDigit)) {
      throw new IllegalArgumentException(
          "A content id is 64 lower-case hexadecimal digits, not '" + Shown.of(hex) + "'.");
    }
  }

  /// The name of these bytes.
  public static ContentId of(byte[] content) {
    return new ContentId(HexFormat.of().formatHex(sha256().digest(content)));
  }

  /// The name that a finished digest of [#sha256()] gives.
  public static ContentId ofDigest(byte[] digest) {
    return new ContentId(HexFormat.of().formatHex(digest));
  }

  /// Reads what [#toString()] writes; refuses everything else with [IllegalArgumentException].
  public static ContentId parse(String text) {
    return new ContentId(text);
  }

  /// A fresh digest of the kind that names contents.
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
    }
  }

  /// Order of the names, which is the order of their digits.
  @Override
  public int compareTo(ContentId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }

  private static boolean isDigit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }
}
