package dev.rollback.store.check;

import dev.rollback.store.StoreException;
import dev.rollback.store.pack.FramePlace;
import java.util.Optional;
import java.util.Set;

/// What was found out about one pack.
///
/// @param length its bytes
/// @param trouble what is wrong with its ends and its directory, if anything is
/// @param badFrames numbers of its frames that cannot be opened, or hold other bytes than their
///     entries were named for
/// @param bytes that were read and proved
public record PackState(
    long length, Optional<StoreException> trouble, Set<Integer> badFrames, long bytes) {
  public PackState {
    badFrames = Set.copyOf(badFrames);
  }

  public boolean intact() {
    return trouble.isEmpty() && badFrames.isEmpty();
  }

  /// Whether a frame can be read, as far as is known.
  public boolean holds(FramePlace frame) {
    return frame.end() <= length && !badFrames.contains(frame.number());
  }
}
