package dev.rollback.files;

/// Hears how far the engine is, and may stop it by throwing: the target is then left as it was, or
/// as the snapshot has it.
@FunctionalInterface
public interface FileProgress {
  /// Hears nothing and never stops.
  FileProgress NONE = (_, _, _) -> {};

  /// Tells how far it is.
  ///
  /// @param phase `scanning`, `reading`, `staging`, `swapping` or `proving`
  /// @param total 0 when unknown
  void report(String phase, long done, long total);
}
