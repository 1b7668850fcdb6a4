package dev.rollback.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The reference's one door: `{"action": "create_snapshot", …}` in, the reference's dictionary out.
///
/// It never fails for what a request asks: it answers `{"status": "failed", "error": …}`.
@WorkflowInterface
public interface RollbackManager {
  /// @param config the reference's `config` object as it stands
  @WorkflowMethod(name = "RollbackManager")
  Map<String, Object> process(@Nullable Object config);
}
