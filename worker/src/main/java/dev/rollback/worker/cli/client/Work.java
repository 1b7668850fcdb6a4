package dev.rollback.worker.cli.client;

/// A workflow that was started, or attached to.
public interface Work<R> {
  String workflowId();

  String runId();

  /// Waits for its end, however long that takes.
  ///
  /// @throws WorkFailed for any end but success
  R await();
}
