package dev.rollback.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A program to run: no shell reads the words, and the program sees this environment alone.
///
/// @param words the program, absolute, and its arguments
/// @param limit the longest that it may take
/// @param mostOutput how many bytes of its output and errors, taken together, are kept
public record ProgramCall(
    List<String> words,
    Path directory,
    Map<String, String> environment,
    Duration limit,
    int mostOutput) {
  public ProgramCall {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    if (words.isEmpty() || !Path.of(words.getFirst()).isAbsolute()) {
      throw new IllegalArgumentException("A program is named by its absolute path.");
    }
  }
}
