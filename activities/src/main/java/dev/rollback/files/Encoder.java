package dev.rollback.files;

import dev.rollback.store.ContentId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Writes the engine's small binary records: big-endian numbers, and bytes behind their count.
final class Encoder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Encoder number(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  Encoder small(int value) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    return this;
  }

  Encoder one(int value) {
    bytes.write(value);
    return this;
  }

  Encoder bytes(byte[] value) {
    small(value.length);
    bytes.writeBytes(value);
    return this;
  }

  Encoder text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /// A string of one character per byte.
  Encoder raw(String value) {
    return bytes(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  Encoder content(ContentId id) {
    bytes.writeBytes(HexFormat.of().parseHex(id.hex()));
    return this;
  }

  Encoder plain(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  byte[] encoded() {
    return bytes.toByteArray();
  }
}
