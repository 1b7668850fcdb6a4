package dev.rollback.store.seal;

import dev.rollback.store.fuzz.FuzzTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A key file; one without a passphrase is unwrapped too.
public final class KeyTarget implements FuzzTarget {
  private static final BlobId ID = new BlobId(1, 2);

  @Override
  public void read(byte[] bytes) {
    KeyFile key = KeyFile.decode(ID, bytes);
    if (!key.needsPassphrase()) {
      var _ = key.unwrap(Optional.empty());
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(seed(Optional.empty()), seed(Optional.of(new byte[] {'x'})));
  }

  private static byte[] seed(Optional<byte[]> passphrase) {
    var cost = new KeyCost(64, 1, 1);
    return KeyFile.wrap(ID, MasterKey.random(), passphrase, cost, Instant.EPOCH, "first").encode();
  }
}
