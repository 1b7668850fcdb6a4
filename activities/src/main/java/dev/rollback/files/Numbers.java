package dev.rollback.files;

import java.util.Arrays;

/// One number for each step, such as the inode that it made; 0 for none. Several threads may set
/// different ones.
final class Numbers {
  private final long[] numbers;

  Numbers(int steps) {
    this.numbers = new long[steps];
  }

  static Numbers none() {
    return new Numbers(0);
  }

  long get(int step) {
    return step < numbers.length ? numbers[step] : 0;
  }

  void set(int step, long number) {
    numbers[step] = number;
  }

  void write(VarWriter out) {
    out.number(numbers.length);
    for (long number : numbers) {
      out.number(number);
    }
  }

  static Numbers read(VarReader in) {
    var read = new Numbers(in.count());
    for (int at = 0; at < read.numbers.length; at++) {
      read.numbers[at] = in.number();
    }
    return read;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Numbers others && Arrays.equals(numbers, others.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }
}
