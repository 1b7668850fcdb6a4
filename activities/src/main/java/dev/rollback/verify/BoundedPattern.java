package dev.rollback.verify;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// A regular expression that gives up: one with nested repetition may else run for ever, or deeper
/// than the stack.
final class BoundedPattern {
  private final Pattern pattern;
  private final Duration limit;

  BoundedPattern(Pattern pattern, Duration limit) {
    this.pattern = pattern;
    this.limit = limit;
  }

  /// Whether it is found somewhere in the text; empty where that could not be told in time.
  Optional<Boolean> isIn(String text) {
    try {
      return Optional.of(pattern.matcher(new Timed(text, deadline())).find());
    } catch (OutOfTime | StackOverflowError _) {
      return Optional.empty();
    }
  }

  /// Whether it is the whole text; empty where that could not be told in time.
  Optional<Boolean> isAllOf(String text) {
    try {
      return Optional.of(pattern.matcher(new Timed(text, deadline())).matches());
    } catch (OutOfTime | StackOverflowError _) {
      return Optional.empty();
    }
  }

  private long deadline() {
    return System.nanoTime() + limit.toNanos();
  }

  private static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTime() {
      super(null, null, false, false);
    }
  }

  /// A text that looks at the clock each so many characters read.
  private static final class Timed implements CharSequence {
    private static final int CHARACTERS = 4096;

    private final String text;
    private final long deadline;
    private int read;

    Timed(String text, long deadline) {
      this.text = text;
      this.deadline = deadline;
    }

    @Override
    public char charAt(int index) {
      if (++read % CHARACTERS == 0
          && (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted())) {
        throw new OutOfTime();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
