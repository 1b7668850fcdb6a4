package dev.rollback.files;

/// How far a rollback goes.
public enum RestoreMode {
  /// What was there is put back, what came since is removed.
  EXACT,
  /// What was there is put back, what came since stays.
  OVERLAY,
  /// Only what is gone is put back; nothing that is there is touched.
  MISSING
}
