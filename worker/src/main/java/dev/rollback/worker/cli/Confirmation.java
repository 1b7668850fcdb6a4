package dev.rollback.worker.cli;

import java.io.IOException;

/// Asks a person before something is destroyed.
final class Confirmation {
  private final Console console;

  Confirmation(Console console) {
    this.console = console;
  }

  /// Only `y` or `yes` agrees; the end of input does not.
  boolean given(String question) {
    console.err().print(question + " [y/N] ");
    console.err().flush();
    String answer = line().strip();
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }

  private String line() {
    var line = new StringBuilder();
    try {
      for (int read = console.in().read(); read >= 0 && read != '\n'; read = console.in().read()) {
        line.append((char) read);
      }
    } catch (IOException _) {
      return "";
    }
    return line.toString();
  }
}
