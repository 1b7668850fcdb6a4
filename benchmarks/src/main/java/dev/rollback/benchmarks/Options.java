package dev.rollback.benchmarks;

import java.util.HashMap;
import java.util.Map;

/// `--name value` pairs of a command line.
record Options(Map<String, String> values) {
  Options {
    values = Map.copyOf(values);
  }

  static Options of(String[] arguments) {
    var values = new HashMap<String, String>();
    for (int at = 0; at + 1 < arguments.length; at += 2) {
      if (!arguments[at].startsWith("--")) {
        throw new IllegalArgumentException(arguments[at] + " is no option: --name value");
      }
      values.put(arguments[at].substring(2), arguments[at + 1]);
    }
    if (arguments.length % 2 != 0) {
      throw new IllegalArgumentException(arguments[arguments.length - 1] + " has no value");
    }
    return new Options(values);
  }

  String text(String name, String absent) {
    return values.getOrDefault(name, absent);
  }

  int number(String name, int absent) {
    return Integer.parseInt(text(name, String.valueOf(absent)));
  }
}
