package dev.rollback.store;

import java.security.MessageDigest;

/// The name of a content: SHA-256 of its plain bytes, as 64 lower-case hexadecimal digits.
///
/// Equal bytes have equal names, whoever wrote them and however they are stored.
public record ContentId(Sha256 sum) implements Comparable<ContentId> {
  /// Digits in a name.
  public static final int LENGTH = 64;

  /// The name of these bytes.
  public static ContentId of(byte[] content) {
    return ofDigest(sha256().digest(content));
  }

  /// The name that a finished digest of [#sha256()] gives.
  public static ContentId ofDigest(byte[] digest) {
    return new ContentId(Sha256.at(digest, 0));
  }

  /// Reads what [#toString()] writes; refuses everything else with [IllegalArgumentException].
  public static ContentId parse(String text) {
    return new ContentId(Sha256.parse(text, "content id"));
  }

  /// A fresh digest of the kind that names contents.
  public static MessageDigest sha256() {
    return Sha256.digest();
  }

  /// The 64 digits.
  public String hex() {
    return sum.toString();
  }

  /// Order of the names, which is the order of their digits.
  @Override
  public int compareTo(ContentId other) {
    return sum.compareTo(other.sum);
  }

  @Override
  public String toString() {
    return hex();
  }
}
