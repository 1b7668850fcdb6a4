package dev.rollback.store.seal;

/// What it costs to try one passphrase, by Argon2id.
///
/// @param memoryKib memory that one try fills, in KiB
/// @param iterations how often it is filled
/// @param parallelism lanes
public record KeyCost(int memoryKib, int iterations, int parallelism) {
  /// What new keys cost: 64 MiB, three times.
  public static final KeyCost USUAL = new KeyCost(64 << 10, 3, 1);

  static final int MOST_MEMORY_KIB = 1 << 20;
  static final int MOST_ITERATIONS = 64;
  static final int MOST_PARALLELISM = 16;

  /// @throws IllegalArgumentException beyond what a forged key may cost its reader
  public KeyCost {
    require("parallelism", parallelism, 1, MOST_PARALLELISM);
    require("memory", memoryKib, 8 * parallelism, MOST_MEMORY_KIB);
    require("iterations", iterations, 1, MOST_ITERATIONS);
  }

  private static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("its %s is not %d to %d".formatted(what, least, most));
    }
  }
}
