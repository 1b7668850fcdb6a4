package dev.rollback.store.packed;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Whether something that owners keep is known to be lost. A repair notes it; a prune that finds
/// everything there takes the note away.
public final class Completeness {
  /// The blob that is there while something is lost.
  public static final String NAME = "incomplete";

  private static final byte[] TEXT =
      "A repair found that snapshots lost contents. Until they are there again, nothing is taken for stored unseen.\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Blobs blobs;

  public Completeness(Blobs blobs) {
    this.blobs = blobs;
  }

  /// Whether nothing is known to be lost.
  public boolean holds() throws StoreException {
    return blobs.status(NAME).isEmpty();
  }

  /// Notes what a repair found.
  public void note(boolean complete) throws StoreException {
    if (complete) {
      blobs.delete(NAME);
    } else {
      blobs.replace(NAME, TEXT);
    }
  }

  /// Takes the note away when it is older than what found everything there.
  public void foundSince(Instant began) throws StoreException {
    Optional<BlobStatus> note = blobs.status(NAME);
    if (note.isPresent() && !note.get().written().isAfter(began)) {
      blobs.delete(NAME);
    }
  }
}
