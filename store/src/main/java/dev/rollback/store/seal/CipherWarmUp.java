package dev.rollback.store.seal;

import java.util.concurrent.atomic.AtomicBoolean;

/// Lets the platform compile its fast AES-GCM before much is sealed or opened.
///
/// The JDK uses the processor's instructions only once its compiler has seen the callers often; a
/// fresh process that seals long segments is many times slower until then. Some thousands of short
/// ones, under a key that is thrown away, take a tenth of a second of one thread.
public final class CipherWarmUp {
  /// Whoever has sealed or opened so many bytes will likely go on.
  public static final int WORTH_IT = 4 << 20;

  private static final int ROUNDS = 5_000;
  private static final int LENGTH = 1_024;
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private CipherWarmUp() {}

  /// Begins it in the background, once in a process.
  public static void begin() {
    if (!BEGUN.getPlain() && BEGUN.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("cipher-warm-up").start(CipherWarmUp::run);
    }
  }

  private static void run() {
    var cipher = new BlobCipher(MasterKey.random());
    var header = new BlobHeader(BlobKind.PACK, BlobId.random());
    cipher.turnTo(header, "");
    byte[] plain = new byte[LENGTH];
    byte[] sealed = new byte[(int) BlobCipher.sealedLength(LENGTH)];
    for (int round = 0; round < ROUNDS; round++) {
      cipher.seal(round, plain, 0, LENGTH, sealed, 0);
      cipher.open(round, sealed, 0, sealed.length, plain, 0);
    }
  }
}
