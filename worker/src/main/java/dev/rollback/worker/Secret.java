package dev.rollback.worker;

/// A value that is shown nowhere: printed, it is three dots.
public record Secret(String value) {

  @Override
  public String toString() {
    return "…";
  }
}
