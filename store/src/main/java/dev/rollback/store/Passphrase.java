package dev.rollback.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What opens a store's key: any characters, at least one. Whoever makes it closes it, which wipes
/// it from memory. Never shows itself.
public final class Passphrase implements AutoCloseable {
  private final byte[] utf8;

  /// Copies the characters; the caller may wipe its array.
  public Passphrase(char[] characters) {
    if (characters.length == 0) {
      throw new IllegalArgumentException("A passphrase is not empty.");
    }
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
    utf8 = new byte[encoded.remaining()];
    encoded.get(utf8);
    encoded.rewind();
    encoded.put(new byte[encoded.remaining()]);
  }

  /// Its bytes in UTF-8, a copy that the caller wipes.
  public byte[] bytes() {
    return utf8.clone();
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
  }

  @Override
  public String toString() {
    return "(a passphrase)";
  }
}
