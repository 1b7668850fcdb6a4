package dev.rollback.store.seal;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id, which makes a key of a passphrase and each guess at it dear.
final class Stretching {
  private Stretching() {}

  static byte[] stretch(byte[] passphrase, byte[] salt, KeyCost cost) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.iterations())
            .withParallelism(cost.parallelism())
            .withSalt(salt)
            .build());
    byte[] key = new byte[MasterKey.BYTES];
    generator.generateBytes(passphrase, key);
    return key;
  }
}
