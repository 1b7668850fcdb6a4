package dev.rollback.store.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Bytes like some that a reader accepts, and yet not they: the same on every run of a seed.
final class Mutations {
  private static final int[] ODD = {0, 1, 2, 3, 0x7f, 0x80, 0xff};

  private final Random random;
  private final List<byte[]> seeds;

  Mutations(long seed, List<byte[]> seeds) {
    this.random = new Random(seed);
    this.seeds = seeds;
  }

  byte[] next() {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    for (int rest = random.nextInt(6); rest >= 0; rest--) {
      bytes = mutated(bytes);
    }
    return bytes;
  }

  private byte[] mutated(byte[] bytes) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    return switch (random.nextInt(7)) {
      case 0 -> with(bytes, at, 1 << random.nextInt(8), true);
      case 1 -> with(bytes, at, ODD[random.nextInt(ODD.length)], false);
      case 2 -> with(bytes, at, random.nextInt(256), false);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> inserted(bytes, at, noise(1 + random.nextInt(12)));
      case 5 -> inserted(bytes, at, huge());
      default -> spliced(bytes, at);
    };
  }

  private static byte[] with(byte[] bytes, int at, int value, boolean flip) {
    byte[] changed = bytes.clone();
    if (changed.length > 0) {
      changed[at] = (byte) (flip ? changed[at] ^ value : value);
    }
    return changed;
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] more) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
    System.arraycopy(more, 0, longer, at, more.length);
    return longer;
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  /// A varint of many bytes: a promise of more than there is.
  private byte[] huge() {
    byte[] varint = new byte[1 + random.nextInt(10)];
    Arrays.fill(varint, (byte) 0xff);
    varint[varint.length - 1] = (byte) random.nextInt(0x80);
    return varint;
  }

  private byte[] spliced(byte[] bytes, int at) {
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    int from = other.length == 0 ? 0 : random.nextInt(other.length);
    byte[] joined = Arrays.copyOf(bytes, at + other.length - from);
    System.arraycopy(other, from, joined, at, other.length - from);
    return joined;
  }
}
