package dev.rollback.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// File names as bytes.
final class Names {
  private Names() {}

  /// Whether it can name an entry: not empty, not `.` or `..`, no `/` and no NUL.
  static boolean valid(byte[] name) {
    if (name.length == 0 || isDots(name)) {
      return false;
    }
    for (byte each : name) {
      if (each == '/' || each == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDots(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }

  /// The names that `/` separates.
  static List<byte[]> split(byte[] path) {
    var names = new ArrayList<byte[]>();
    int start = 0;
    for (int at = 0; at <= path.length; at++) {
      if (at == path.length || path[at] == '/') {
        if (at > start) {
          names.add(Arrays.copyOfRange(path, start, at));
        }
        start = at + 1;
      }
    }
    return names;
  }

  /// The bytes of a name that has one character per byte.
  static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// A name with one character per byte.
  static String latin(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /// The path of a name in a directory; `.` stands for where the path begins.
  static byte[] joined(byte[] directory, byte[] name) {
    if (directory.length == 1 && directory[0] == '.') {
      return name;
    }
    var joined = new byte[directory.length + 1 + name.length];
    System.arraycopy(directory, 0, joined, 0, directory.length);
    joined[directory.length] = '/';
    System.arraycopy(name, 0, joined, directory.length + 1, name.length);
    return joined;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Readable and unambiguous: see [RawPath#toString()].
  static String shown(byte[] bytes) {
    var shown = new StringBuilder(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int length = characterLength(bytes, at);
      String character = new String(bytes, at, Math.max(length, 1), StandardCharsets.UTF_8);
      if (length == 0 || Character.isISOControl(character.codePointAt(0))) {
        for (int each = at; each < at + Math.max(length, 1); each++) {
          shown.append("\\x%02x".formatted(bytes[each]));
        }
      } else {
        shown.append(character.equals("\\") ? "\\\\" : character);
      }
      at += Math.max(length, 1);
    }
    return shown.toString();
  }

  /// Bytes of the UTF-8 character that begins here; 0 where none does.
  static int characterLength(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first > 0xf4 || at + length > bytes.length || length < 2) {
      return first < 0x80 ? 1 : 0;
    }
    String decoded = new String(bytes, at, length, StandardCharsets.UTF_8);
    return decoded.codePointCount(0, decoded.length()) == 1 && !decoded.equals("\ufffd")
        ? length
        : decodesToReplacement(bytes, at, length) ? length : 0;
  }

  /// U+FFFD itself, written properly.
  private static boolean decodesToReplacement(byte[] bytes, int at, int length) {
    return length == 3
        && bytes[at] == (byte) 0xef
        && bytes[at + 1] == (byte) 0xbf
        && bytes[at + 2] == (byte) 0xbd;
  }
}
