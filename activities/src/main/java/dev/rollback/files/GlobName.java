package dev.rollback.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One name's pattern: `*` any characters, `?` one, `[a-z]` one of these, `[!a-z]` or `[^a-z]` one
/// of no others, `\` makes the next character plain. A name's leading dot is a character like any
/// other.
///
/// A byte that is not UTF-8 counts as one character, matched by `*`, `?` and `[!…]` only.
final class GlobName {
  /// Above all characters: bytes that are not UTF-8.
  private static final int FIRST_STRAY = Character.MAX_CODE_POINT + 1;

  private final List<Token> tokens;

  private GlobName(List<Token> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  private sealed interface Token {
    record Plain(int character) implements Token {}

    record One() implements Token {}

    record Any() implements Token {}

    record OneOf(List<int[]> ranges, boolean negated) implements Token {}
  }

  /// Reads a pattern; a `[` that is never closed stands for itself.
  static GlobName of(byte[] pattern) {
    var tokens = new ArrayList<Token>();
    int[] characters = characters(pattern);
    int at = 0;
    while (at < characters.length) {
      int end = characters[at] == '[' ? classEnd(characters, at) : -1;
      if (end > 0) {
        tokens.add(readClass(characters, at + 1, end));
        at = end;
      } else {
        boolean escaped = characters[at] == '\\' && at + 1 < characters.length;
        at += escaped ? 1 : 0;
        tokens.add(escaped ? new Token.Plain(characters[at]) : plain(characters[at]));
      }
      at++;
    }
    return new GlobName(tokens);
  }

  private static Token plain(int character) {
    return switch (character) {
      case '*' -> new Token.Any();
      case '?' -> new Token.One();
      default -> new Token.Plain(character);
    };
  }

  /// Where the class that begins at `start` is closed; a `]` right at its start belongs to it.
  private static int classEnd(int[] characters, int start) {
    int at = start + 1;
    if (at < characters.length && (characters[at] == '!' || characters[at] == '^')) {
      at++;
    }
    for (at++; at < characters.length; at++) {
      if (characters[at] == ']') {
        return at;
      }
    }
    return -1;
  }

  private static Token readClass(int[] characters, int start, int end) {
    boolean negated = characters[start] == '!' || characters[start] == '^';
    var ranges = new ArrayList<int[]>();
    int at = negated ? start + 1 : start;
    while (at < end) {
      boolean range = at + 2 < end && characters[at + 1] == '-';
      ranges.add(new int[] {characters[at], characters[range ? at + 2 : at]});
      at += range ? 3 : 1;
    }
    return new Token.OneOf(ranges, negated);
  }

  boolean matches(byte[] name) {
    int[] characters = characters(name);
    int token = 0;
    int at = 0;
    int star = -1;
    int resume = 0;
    while (at < characters.length) {
      if (token < tokens.size() && tokens.get(token) instanceof Token.Any) {
        star = token++;
        resume = at;
      } else if (token < tokens.size() && accepts(tokens.get(token), characters[at])) {
        token++;
        at++;
      } else if (star >= 0) {
        token = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (token < tokens.size() && tokens.get(token) instanceof Token.Any) {
      token++;
    }
    return token == tokens.size();
  }

  private static boolean accepts(Token token, int character) {
    return switch (token) {
      case Token.Plain(var expected) -> expected == character;
      case Token.One(), Token.Any() -> true;
      case Token.OneOf(var ranges, var negated) ->
          negated != ranges.stream().anyMatch(each -> each[0] <= character && character <= each[1]);
    };
  }

  private static int[] characters(byte[] bytes) {
    var characters = new int[bytes.length];
    int count = 0;
    for (int at = 0; at < bytes.length; count++) {
      int length = Names.characterLength(bytes, at);
      characters[count] =
          length == 0
              ? FIRST_STRAY + (bytes[at] & 0xff)
              : new String(bytes, at, length, StandardCharsets.UTF_8).codePointAt(0);
      at += Math.max(length, 1);
    }
    return Arrays.copyOf(characters, count);
  }
}
