package dev.rollback.store.chunk;

import dev.rollback.store.Sha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/// Cuts contents where their bytes say so, so that an insertion moves one cut and not all: FastCDC,
/// a gear hash with two masks around the average. Keeps no state; may be used by several threads.
public final class Chunker {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int NORMALISATION = 2;

  private final long[] gear;
  private final int minimum;
  private final int average;
  private final int maximum;
  private final long strict;
  private final long loose;

  /// @param seed 32 bytes, without which nobody can tell where known bytes are cut
  public Chunker(Parameters parameters, byte[] seed) {
    gear = gear(seed);
    minimum = parameters.minimum();
    average = parameters.average();
    maximum = parameters.maximum();
    int bits = Integer.numberOfTrailingZeros(average);
    strict = highest(bits + NORMALISATION);
    loose = highest(bits - NORMALISATION);
  }

  /// Length of the first piece of what the array holds.
  ///
  /// @param length bytes at hand; unless the content ends with them, at least the maximum
  public int cut(byte[] array, int offset, int length) {
    if (length <= minimum) {
      return length;
    }
    long[] table = gear;
    int end = Math.min(length, maximum);
    int middle = Math.min(average, end);
    long hash = 0;
    int at = minimum;
    for (; at < middle; at++) {
      hash = (hash << 1) + table[array[offset + at] & 0xff];
      if ((hash & strict) == 0) {
        return at + 1;
      }
    }
    for (; at < end; at++) {
      hash = (hash << 1) + table[array[offset + at] & 0xff];
      if ((hash & loose) == 0) {
        return at + 1;
      }
    }
    return end;
  }

  /// SHA-256 in counter mode.
  private static long[] gear(byte[] seed) {
    long[] gear = new long[256];
    MessageDigest digest = Sha256.digest();
    int perBlock = Sha256.BYTES / Long.BYTES;
    for (int block = 0; block < gear.length / perBlock; block++) {
      digest.update(seed);
      digest.update(new byte[] {(byte) block, 0, 0, 0});
      byte[] sum = digest.digest();
      for (int i = 0; i < perBlock; i++) {
        gear[block * perBlock + i] = (long) LONG.get(sum, i * Long.BYTES);
      }
    }
    return gear;
  }

  private static long highest(int bits) {
    return -1L << (Long.SIZE - bits);
  }
}
