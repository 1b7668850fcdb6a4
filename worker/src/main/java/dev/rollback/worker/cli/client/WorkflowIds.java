package dev.rollback.worker.cli.client;

import org.jspecify.annotations.Nullable;

/// The contract's workflow ids.
public final class WorkflowIds {
  private WorkflowIds() {}

  public static String snapshot(@Nullable String snapshotId) {
    return "snapshot/" + snapshotId;
  }

  public static String rollback(@Nullable String rollbackId) {
    return "rollback/" + rollbackId;
  }
}
