package dev.rollback.worker.cli;

/// The exit codes that scripts may depend on.
public final class Exit {
  public static final int SUCCESS = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

  /// Something was changed and is not wholly at the snapshot.
  public static final int PARTIAL = 3;

  /// Temporal could not be reached, or did not let us in.
  public static final int UNREACHABLE = 4;

  private Exit() {}
}
