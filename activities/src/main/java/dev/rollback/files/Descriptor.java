package dev.rollback.files;

/// An open file, directory or bare entry of the kernel. Closing twice is harmless.
final class Descriptor implements AutoCloseable {
  private final OperatingSystem system;
  private final int number;
  private boolean open = true;

  Descriptor(OperatingSystem system, int number) {
    this.system = system;
    this.number = number;
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
