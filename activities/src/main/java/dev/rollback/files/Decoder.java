package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Reads what [Encoder] wrote, and trusts none of it: whatever does not add up is
/// `SnapshotCorrupt`.
final class Decoder {
  private final ByteBuffer bytes;

  private Decoder(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /// Reads a whole record.
  ///
  /// @param what the record's name in a sentence
  /// @throws RollbackException `SnapshotCorrupt` when it is short, long, or holds what cannot be
  static <T> T read(String what, byte[] bytes, Function<Decoder, T> reader) {
    try {
      var decoder = new Decoder(bytes);
      T read = reader.apply(decoder);
      if (decoder.bytes.hasRemaining()) {
        throw new IllegalArgumentException("it goes on behind its end");
      }
      return read;
    } catch (BufferUnderflowException e) {
      throw corrupt(what, "it ends too early", e);
    } catch (IllegalArgumentException e) {
      throw corrupt(what, String.valueOf(e.getMessage()), e);
    }
  }

  private static RollbackException corrupt(String what, String why, Exception cause) {
    return new RollbackException(
        FailureType.SNAPSHOT_CORRUPT,
        "The %s is damaged or forged: %s. Use another snapshot.".formatted(what, why),
        cause);
  }

  void magic(byte[] expected) {
    var found = new byte[expected.length];
    bytes.get(found);
    if (!Arrays.equals(expected, found)) {
      throw new IllegalArgumentException("it does not begin as one of this version");
    }
  }

  long number() {
    return bytes.getLong();
  }

  int small() {
    return bytes.getInt();
  }

  int one() {
    return bytes.get() & 0xff;
  }

  /// A count of things of which each takes at least `leastBytes`.
  int count(int leastBytes) {
    int count = small();
    if (count < 0 || (long) count * leastBytes > bytes.remaining()) {
      throw new IllegalArgumentException(
          "it claims %s things in %d bytes"
              .formatted(Integer.toUnsignedString(count), bytes.remaining()));
    }
    return count;
  }

  byte[] bytes() {
    var value = new byte[count(1)];
    bytes.get(value);
    return value;
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  String raw() {
    return new String(bytes(), StandardCharsets.ISO_8859_1);
  }

  ContentId content() {
    var digest = new byte[ContentId.LENGTH / 2];
    bytes.get(digest);
    return ContentId.ofDigest(digest);
  }

  /// The constant of the code that comes next.
  <T> T constant(T[] constants, ToIntFunction<T> code) {
    int wanted = one();
    for (T constant : constants) {
      if (code.applyAsInt(constant) == wanted) {
        return constant;
      }
    }
    throw new IllegalArgumentException("it holds the unknown code " + wanted);
  }

  boolean flag() {
    int value = one();
    if (value > 1) {
      throw new IllegalArgumentException("a flag is " + value);
    }
    return value == 1;
  }
}
