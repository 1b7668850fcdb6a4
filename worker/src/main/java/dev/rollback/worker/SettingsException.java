package dev.rollback.worker;

import java.io.Serial;
import java.util.List;

/// Settings that a process cannot start with: one sentence for each thing that is wrong, all at
/// once.
public final class SettingsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String[] problems;

  public SettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = problems.toArray(String[]::new);
  }

  public List<String> problems() {
    return List.of(problems);
  }
}
