package dev.rollback.store.seal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// The 32 random bytes from which every key of a store is derived. May be used by several threads.
public final class MasterKey {
  /// Bytes in a key.
  public static final int BYTES = 32;

  private final byte[] bytes;

  private MasterKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A new one.
  public static MasterKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new MasterKey(bytes);
  }

  /// The key that these 32 bytes are; they are copied.
  static MasterKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("A master key has 32 bytes.");
    }
    return new MasterKey(bytes.clone());
  }

  /// Its bytes, a copy that the caller wipes.
  byte[] bytes() {
    return bytes.clone();
  }

  /// The key of one blob alone.
  SecretKey of(BlobHeader header) {
    byte[] salt = new byte[BlobId.BYTES];
    header.salt().write(salt, 0);
    byte[] purpose = Arrays.copyOf(header.encode(), BlobHeader.LENGTH - BlobId.BYTES);
    return derive("AES", salt, purpose);
  }

  /// A key for another purpose, which its text tells apart.
  public SecretKey of(String algorithm, byte[] purpose) {
    return derive(algorithm, new byte[0], purpose);
  }

  private SecretKey derive(String algorithm, byte[] salt, byte[] purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract().addIKM(bytes).addSalt(salt).thenExpand(purpose, BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Java 25 has HKDF-SHA256.", impossible);
    }
  }

  @Override
  public String toString() {
    return "(a master key)";
  }
}
