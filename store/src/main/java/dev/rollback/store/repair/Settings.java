package dev.rollback.store.repair;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.chunk.Parameters;
import dev.rollback.store.packed.StorePlace;
import dev.rollback.store.seal.MasterKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Brings back `format` and `parameters`, without which a store cannot be opened.
final class Settings {
  private static final int FORMAT_BYTES = 1 << 20;
  private static final Pattern OTHER_VERSION = Pattern.compile("rollback-store [0-9]+\n");

  private final Blobs blobs;
  private final List<String> written = new ArrayList<>();

  Settings(Blobs blobs) {
    this.blobs = blobs;
  }

  /// The parameters of the store that this key opens; the usual ones where they are lost. Others
  /// than before only make that what is stored already is not found in pieces.
  ///
  Parameters restore(MasterKey master) throws StoreException {
    if (read(StorePlace.FORMAT, FORMAT_BYTES).filter(StorePlace::isMark).isEmpty()) {
      blobs.replace(StorePlace.FORMAT, StorePlace.mark());
      written.add(StorePlace.FORMAT);
    }
    Optional<byte[]> parameters = read(Parameters.NAME, Parameters.MOST_BYTES);
    if (parameters.isPresent()) {
      try {
        return Parameters.decode(parameters.get(), master);
      } catch (IllegalArgumentException malformed) {
        // Written anew below.
      }
    }
    blobs.replace(Parameters.NAME, Parameters.USUAL.encode(master));
    written.add(Parameters.NAME);
    return Parameters.USUAL;
  }

  /// Changes nothing.
  ///
  /// @throws StoreException UNKNOWN_FORMAT when `format` names another version
  void requireThisVersion() throws StoreException {
    byte[] format = read(StorePlace.FORMAT, FORMAT_BYTES).orElse(new byte[0]);
    String text = new String(format, StandardCharsets.ISO_8859_1);
    if (OTHER_VERSION.matcher(text).matches() && !StorePlace.isMark(format)) {
      throw new StoreException(
          Kind.UNKNOWN_FORMAT,
          "%s says that it is '%s'. Use the version that made it; nothing was changed."
              .formatted(blobs.place(), text.strip()));
    }
  }

  /// What a blob says; empty where it is gone, or longer than anything that was ever written there.
  private Optional<byte[]> read(String name, int maximumBytes) throws StoreException {
    try {
      return Optional.of(blobs.read(name, maximumBytes));
    } catch (StoreException trouble) {
      if (trouble.kind() == Kind.MISSING || trouble.kind() == Kind.CORRUPT) {
        return Optional.empty();
      }
      throw trouble;
    }
  }

  /// Names of what was written anew.
  List<String> written() {
    return written;
  }
}
