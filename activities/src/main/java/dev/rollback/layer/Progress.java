package dev.rollback.layer;

import org.jspecify.annotations.Nullable;

/// How a layer tells that it is alive, and learns that it must stop.
@FunctionalInterface
public interface Progress {
  /// Says nothing and never stops.
  Progress NONE = (_, _, _, _) -> {};

  /// Cheap enough for every file; calls are thinned out behind it.
  ///
  /// @param phase one word: `scanning`, `reading`, `staging`, `swapping`, `proving`
  /// @param total 0 when unknown
  /// @param cursor where a repeated run may go on, or null
  /// @throws WorkStopped when the work is no longer wanted here
  void report(String phase, long done, long total, @Nullable String cursor);

  default void report(String phase, long done, long total) {
    report(phase, done, total, null);
  }
}
