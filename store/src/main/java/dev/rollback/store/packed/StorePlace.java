package dev.rollback.store.packed;

import dev.rollback.store.Passphrase;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.chunk.Parameters;
import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.StoreKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Makes and opens the store of a place.
public final class StorePlace {
  /// The blob that says what the place is. It is written last.
  public static final String FORMAT = "format";

  private static final byte[] MARK = "rollback-store 2\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FORMER = "rollback-store 1\n".getBytes(StandardCharsets.US_ASCII);

  private static final int MOST_MARK = 1 << 10;
  private static final int MOST_TRIES = 100;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Blobs blobs;
  private final StoreKeys keys;

  StorePlace(Blobs blobs, StoreKeys keys) {
    this.blobs = blobs;
    this.keys = keys;
  }

  /// Opens the store; makes it where there is nothing yet.
  ///
  /// @param wanted parameters of a store that is made
  /// @throws StoreException UNKNOWN_FORMAT, with nothing changed, when the place holds other things
  ///     or a store of another version
  StoreParts open(Optional<Passphrase> passphrase, Parameters wanted) throws StoreException {
    Optional<byte[]> mark = found();
    if (mark.isEmpty()) {
      create(passphrase, wanted);
    } else {
      check(mark.get());
    }
    MasterKey master = keys.open(passphrase);
    return StoreParts.of(blobs, master, parameters(master));
  }

  /// What `format` says.
  public static byte[] mark() {
    return MARK.clone();
  }

  /// Whether `format` says what it must.
  public static boolean isMark(byte[] format) {
    return Arrays.equals(format, MARK);
  }

  private Optional<byte[]> found() throws StoreException {
    try {
      return Optional.of(blobs.read(FORMAT, MOST_MARK));
    } catch (StoreException trouble) {
      return switch (trouble.kind()) {
        case MISSING -> Optional.empty();
        // Longer than what any version writes: it is something else.
        case CORRUPT -> Optional.of(new byte[0]);
        default -> throw trouble;
      };
    }
  }

  private void check(byte[] mark) throws StoreException {
    if (Arrays.equals(mark, FORMER)) {
      throw unknown(
          "it has format 1, which was never released. Move it away, and take its snapshots again");
    }
    if (!isMark(mark)) {
      throw unknown("its 'format' does not say 'rollback-store 2'");
    }
  }

  private void create(Optional<Passphrase> passphrase, Parameters wanted) throws StoreException {
    for (int tries = 1; !blobs.vacant() && !isBeingMade() && found().isEmpty(); tries++) {
      if (tries == MOST_TRIES || holdsOthers()) {
        throw unknown("it is not empty, and has no 'format'");
      }
      awaitMaker();
    }
    keys.create(passphrase);
    MasterKey master = keys.open(passphrase);
    blobs.create(Parameters.NAME, wanted.encode(master));
    blobs.create(FORMAT, MARK);
  }

  private boolean holdsOthers() throws StoreException {
    var found = new Found();
    blobs.list("", blob -> found.other |= !isOfMaking(blob.name()));
    return found.other;
  }

  /// Somebody may be about to write the first blob of the store.
  private static void awaitMaker() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /// Whether all that is here is what somebody writes who makes a store in this moment, or died in
  /// it.
  private boolean isBeingMade() throws StoreException {
    var found = new Found();
    blobs.list(
        "",
        blob -> {
          found.own |= blob.name().equals(StoreKeys.FIRST_NAME);
          found.other |= !isOfMaking(blob.name());
        });
    return found.own && !found.other;
  }

  private static boolean isOfMaking(String name) {
    return name.equals(StoreKeys.FIRST_NAME) || name.equals(Parameters.NAME) || name.equals(FORMAT);
  }

  private static final class Found {
    private boolean own;
    private boolean other;
  }

  private Parameters parameters(MasterKey master) throws StoreException {
    try {
      return Parameters.decode(blobs.read(Parameters.NAME, Parameters.MOST_BYTES), master);
    } catch (IllegalArgumentException malformed) {
      throw new StoreException(
          Kind.CORRUPT,
          "The parameters of the store %s are damaged: %s. Repair the store, which writes the usual ones."
              .formatted(blobs.place(), malformed.getMessage()),
          malformed);
    }
  }

  private StoreException unknown(String why) {
    return new StoreException(
        Kind.UNKNOWN_FORMAT,
        "%s is not a store that this version can use: %s. Name an empty place or a store of this version; nothing was changed."
            .formatted(blobs.place(), why));
  }
}
