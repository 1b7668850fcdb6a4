package dev.rollback.layer.git;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// A name as git keeps it: raw bytes, each held as one character (ISO-8859-1), so that no charset
/// can lose any.
record RepoPath(@JsonValue String raw) implements Comparable<RepoPath> {
  @JsonCreator
  RepoPath {}

  static RepoPath of(String text) {
    return new RepoPath(
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  byte[] bytes() {
    return raw.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Whether it is `directory` or lies beneath it.
  boolean isWithin(RepoPath directory) {
    return raw.equals(directory.raw) || raw.startsWith(directory.raw + "/");
  }

  /// For people: UTF-8 where it is that, every other byte and control character as `\xNN`.
  String shown() {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
      return escaped(text, false);
    } catch (CharacterCodingException _) {
      return escaped(raw, true);
    }
  }

  /// The text whose UTF-8 form these bytes are; only then may it become an argument.
  boolean isText() {
    return !shown().contains("\\x");
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// In double quotes with octal escapes, as `hash-object --stdin-paths` reads it.
  String quoted() {
    var quoted = new StringBuilder("\"");
    for (int at = 0; at < raw.length(); at++) {
      char each = raw.charAt(at);
      if (each < 0x20 || each == '"' || each == '\\' || each > 0x7e) {
        quoted.append("\\%03o".formatted((int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public int compareTo(RepoPath other) {
    return raw.compareTo(other.raw);
  }

  @Override
  public String toString() {
    return shown();
  }

  private static String escaped(String text, boolean bytes) {
    var shown = new StringBuilder();
    text.chars()
        .forEach(
            each -> {
              if (each < 0x20 || each == 0x7f || (bytes && each > 0x7f)) {
                shown.append("\\x%02x".formatted(each));
              } else {
                shown.append((char) each);
              }
            });
    return shown.toString();
  }
}
