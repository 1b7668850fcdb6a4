package dev.rollback.store.lease;

import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import java.io.IOException;
import java.nio.file.Path;

/// Takes a lease, says its id, and keeps it until its input ends.
final class LeaseProgram {
  private LeaseProgram() {}

  public static void main(String[] arguments) throws IOException {
    try (Blobs blobs = new DirectoryBlobs(Path.of(arguments[0]));
        Lease lease = new Leases(blobs).take("write from a program")) {
      System.out.println(lease.id().hex());
      while (System.in.read() >= 0) {
        System.out.println(lease.held());
      }
    }
  }
}
