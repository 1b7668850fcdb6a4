package dev.rollback.store.several;

import dev.rollback.store.Stores;
import java.io.IOException;
import java.util.Optional;

/// Repairs a store when it is told to, and says when that is done.
final class RepairingProgram {
  private RepairingProgram() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    if (System.in.read() >= 0) {
      Stores.repair(arguments[0], Optional.empty());
      System.out.println("repaired");
    }
  }
}
