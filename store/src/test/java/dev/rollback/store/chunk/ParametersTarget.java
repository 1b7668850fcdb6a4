package dev.rollback.store.chunk;

import dev.rollback.store.fuzz.FuzzTarget;
import dev.rollback.store.seal.MasterKey;
import java.util.List;

/// A store's parameters.
public final class ParametersTarget implements FuzzTarget {
  private final MasterKey master = MasterKey.random();

  @Override
  public void read(byte[] bytes) {
    Parameters.decode(bytes, master);
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        Parameters.USUAL.encode(master), new Parameters(64, 128, 256, 64).encode(master));
  }
}
