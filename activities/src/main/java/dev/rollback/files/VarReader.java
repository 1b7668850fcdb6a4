package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentView;
import java.nio.charset.StandardCharsets;

/// Reads what [VarWriter] wrote, and trusts none of it: what does not add up is an
/// [IllegalArgumentException], which [#corrupt] makes a failure of.
final class VarReader {
  private static final int MOST_BITS = 63;

  private final byte[] bytes;
  private final int end;
  private int at;

  VarReader(ContentView view) {
    this.bytes = view.array();
    this.at = view.offset();
    this.end = view.offset() + view.length();
  }

  /// @param what the record's name in a sentence
  static RollbackException corrupt(String what, IllegalArgumentException cause) {
    return new RollbackException(
        FailureType.SNAPSHOT_CORRUPT,
        "The %s is damaged or forged: %s. Use another snapshot."
            .formatted(what, cause.getMessage()),
        cause);
  }

  int one() {
    require(1);
    return bytes[at++] & 0xff;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift <= MOST_BITS; shift += 7) {
      int next = one();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has no end");
  }

  /// A number that is not negative.
  long size() {
    long value = number();
    if (value < 0) {
      throw new IllegalArgumentException("a size is out of range");
    }
    return value;
  }

  /// A number between 0 and `most`.
  int small(int most) {
    long value = number();
    if (value < 0 || value > most) {
      throw new IllegalArgumentException("%d is more than %d".formatted(value, most));
    }
    return (int) value;
  }

  /// A count of things of which each takes at least one byte.
  int count() {
    long count = number();
    if (count < 0 || count > end - at) {
      throw new IllegalArgumentException(
          "it claims %d things in %d bytes".formatted(count, end - at));
    }
    return (int) count;
  }

  long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  String latin() {
    int length = count();
    var text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    at += length;
    return text;
  }

  String text() {
    return new String(Names.bytes(latin()), StandardCharsets.UTF_8);
  }

  boolean hasMore() {
    return at < end;
  }

  void requireEnd() {
    if (hasMore()) {
      throw new IllegalArgumentException("it goes on behind its end");
    }
  }

  private void require(int count) {
    if (end - at < count) {
      throw new IllegalArgumentException("it ends too early");
    }
  }
}
