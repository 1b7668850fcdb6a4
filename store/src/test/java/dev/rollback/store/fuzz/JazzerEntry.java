package dev.rollback.store.fuzz;

import dev.rollback.store.StoreException;
import java.util.Objects;

/// Where Jazzer comes in: the system property `fuzz.target` names the reader.
public final class JazzerEntry {
  private static final FuzzTarget TARGET =
      Objects.requireNonNull(Targets.ALL.get(System.getProperty("fuzz.target", "")));

  private JazzerEntry() {}

  /// What it calls with bytes of its choice.
  public static void fuzzerTestOneInput(byte[] bytes) {
    try {
      TARGET.read(bytes);
    } catch (IllegalArgumentException | StoreException refused) {
      // As it should be.
    }
  }
}
