package dev.rollback.files;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Sixteen digits that nobody can guess.
final class Nonce {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Nonce() {}

  static String fresh() {
    var bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
