package dev.rollback.catalog;

import java.util.List;

/// What a rollback holds although its workflow has ended.
///
/// @param since epoch seconds
/// @param targets in order
public record StaleLock(String rollbackId, String workflowId, long since, List<String> targets) {
  public StaleLock {
    targets = List.copyOf(targets);
  }
}
