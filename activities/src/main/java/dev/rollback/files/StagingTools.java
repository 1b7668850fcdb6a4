package dev.rollback.files;

/// What one thread has that stages.
final class StagingTools implements Crew.Tools {
  private final MetadataWriter metadata;

  StagingTools(OperatingSystem system) {
    this.metadata = new MetadataWriter(system);
  }

  MetadataWriter metadata() {
    return metadata;
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
