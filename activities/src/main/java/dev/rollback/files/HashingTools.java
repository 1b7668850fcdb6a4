package dev.rollback.files;

/// What one thread has that only compares.
final class HashingTools implements ComparisonWork.Hashing {
  private final FileHashing hashing;

  HashingTools(OperatingSystem system) {
    this.hashing = new FileHashing(system);
  }

  @Override
  public FileHashing hashing() {
    return hashing;
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
