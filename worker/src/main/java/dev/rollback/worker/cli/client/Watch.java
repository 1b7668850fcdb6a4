package dev.rollback.worker.cli.client;

import java.util.List;

/// Is told how work goes on while it is awaited.
public interface Watch {
  /// The wait begins: from here on an interrupt leaves the work running.
  void begun(String workflowId);

  /// Whether anybody looks; asking a worker for its progress costs it something.
  boolean looks();

  void seen(List<Step> steps);

  /// Something the operator should know while waiting, said once.
  void note(String sentence);

  void ended();

  /// One thing under way.
  ///
  /// @param name the layer's, the activity's, or empty for the whole
  /// @param total 0 when unknown
  record Step(String name, String phase, long done, long total) {}
}
