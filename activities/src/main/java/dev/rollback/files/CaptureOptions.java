package dev.rollback.files;

import java.util.List;

/// How a scope is captured; kept with the snapshot, whose rollback goes by the same.
///
/// @param exclude patterns of [Exclusions]
/// @param excludeCaches whether directories that a valid `CACHEDIR.TAG` marks as caches are left
///     out, all but the tag
/// @param missingIsAbsent whether a path that is not there is recorded as absent, to be removed by
///     a rollback, instead of being refused with `PathNotFound`
/// @param strict whether what changes while it is read, or cannot be read, fails the capture
///     instead of being listed
public record CaptureOptions(
    List<String> exclude, boolean excludeCaches, boolean missingIsAbsent, boolean strict) {
  /// Everything, or a failure.
  public static final CaptureOptions STRICT = new CaptureOptions(List.of(), false, false, true);

  /// As it is now, for an undo.
  public static final CaptureOptions AS_IT_IS = new CaptureOptions(List.of(), false, true, true);

  public CaptureOptions {
    exclude = List.copyOf(exclude);
  }
}
