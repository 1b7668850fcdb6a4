package dev.rollback.layer.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// How a git command ended and what it printed, byte for byte.
final class Output {
  private final int exit;
  private final byte[] bytes;
  private final String errors;

  /// @param bytes what it printed; not copied
  Output(int exit, byte[] bytes, String errors) {
    this.exit = exit;
    this.bytes = bytes;
    this.errors = errors;
  }

  int exit() {
    return exit;
  }

  byte[] bytes() {
    return bytes;
  }

  String errors() {
    return errors;
  }

  boolean succeeded() {
    return exit == 0;
  }

  /// All of it, one character a byte.
  String raw() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The one line, without its end.
  String line() {
    return raw().stripTrailing();
  }

  List<String> lines() {
    return raw().lines().toList();
  }

  /// What stands before each NUL.
  List<String> records() {
    var records = new ArrayList<String>();
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == 0) {
        records.add(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1));
        start = at + 1;
      }
    }
    return records;
  }
}
