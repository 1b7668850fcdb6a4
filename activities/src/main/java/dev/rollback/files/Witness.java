package dev.rollback.files;

/// What the kernel said of an entry when it was captured and what nobody can set back: as long as
/// these are the same, neither content nor metadata was touched.
///
/// @param changedSeconds when content or metadata changed last, epoch seconds
record Witness(long inode, long changedSeconds, int changedNanos) {
  /// File systems keep times by ticks: a file that changed this shortly before it was read may
  /// change again without a new time.
  private static final long TICK_SECONDS = 2;

  static Witness of(FileStatus status) {
    return new Witness(status.id().inode(), status.changedSeconds(), status.changedNanos());
  }

  boolean matches(FileStatus status) {
    return inode == status.id().inode()
        && changedSeconds == status.changedSeconds()
        && changedNanos == status.changedNanos();
  }

  /// Whether the change lies far enough before `nowSeconds` to be told from a later one.
  static boolean trustworthy(FileStatus status, long nowSeconds) {
    return status.changedSeconds() + TICK_SECONDS <= nowSeconds;
  }
}
