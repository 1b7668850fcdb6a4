package dev.rollback.store.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A small text of lines `name: value`, each name once, in a fixed order, each line ended by a line
/// feed. There is one way to write it, and no other is read.
public record NamedValues(SequencedMap<String, String> values) {
  public NamedValues {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    for (Map.Entry<String, String> value : values.entrySet()) {
      requirePrintable(value.getValue());
    }
  }

  /// Reads a text.
  ///
  /// @throws IllegalArgumentException unless it has exactly these names, in this order
  public static NamedValues decode(byte[] bytes, List<String> names) {
    String[] lines = new String(bytes, US_ASCII).split("\n", -1);
    if (lines.length != names.size() + 1) {
      throw new IllegalArgumentException("it does not have " + names.size() + " lines");
    }
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      String start = names.get(i) + ": ";
      if (!lines[i].startsWith(start)) {
        throw new IllegalArgumentException("line %d is not '%s'".formatted(i + 1, start));
      }
      values.put(names.get(i), lines[i].substring(start.length()));
    }
    var read = new NamedValues(values);
    if (!Arrays.equals(read.encode(), bytes)) {
      throw new IllegalArgumentException("it has characters that none was written with");
    }
    return read;
  }

  public byte[] encode() {
    var text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString().getBytes(US_ASCII);
  }

  /// The value of a name that is among those it was read with.
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return value;
  }

  /// A value that is a number, written without sign or leading zeros.
  ///
  /// @throws IllegalArgumentException unless it is from `least` to `most`
  public int number(String name, int least, int most) {
    String text = text(name);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most && text.equals(Integer.toString(number))) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Told below.
    }
    throw new IllegalArgumentException("%s is not from %d to %d".formatted(name, least, most));
  }

  private static void requirePrintable(String value) {
    if (!value.chars().allMatch(character -> character >= ' ' && character <= '~')) {
      throw new IllegalArgumentException("a value has characters beyond printable ASCII");
    }
  }
}
