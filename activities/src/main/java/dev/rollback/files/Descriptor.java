package dev.rollback.files;

/// An open file, directory or bare entry of the kernel. Closing twice is harmless.
final class Descriptor implements AutoCloseable {
  private final OperatingSystem system;
  private final int number;
  private final boolean bare;
  private boolean open = true;

  /// @param bare whether it only holds the entry and cannot be read
  Descriptor(OperatingSystem system, int number, boolean bare) {
    this.system = system;
    this.number = number;
    this.bare = bare;
  }

  boolean bare() {
    return bare;
  }

  int number() {
    if (!open) {
      throw new IllegalStateException("Descriptor " + number + " is closed.");
    }
    return number;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      system.close(number);
    }
  }
}
