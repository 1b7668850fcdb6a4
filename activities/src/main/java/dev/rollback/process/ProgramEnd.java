package dev.rollback.process;

/// How a program ended.
public sealed interface ProgramEnd {
  /// @param output its output and errors as they came, UTF-8, the first bytes of it
  /// @param cut whether there was more
  record Exited(int exit, String output, boolean cut) implements ProgramEnd {}

  /// It took too long and was ended, with all that it had started.
  record Overdue(String output) implements ProgramEnd {}
}
