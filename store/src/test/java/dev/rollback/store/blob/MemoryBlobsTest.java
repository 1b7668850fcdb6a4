package dev.rollback.store.blob;

final class MemoryBlobsTest extends BlobsContract {
  private final Blobs blobs = new MemoryBlobs();

  @Override
  Blobs blobs() {
    return blobs;
  }
}
