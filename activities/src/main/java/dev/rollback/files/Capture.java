package dev.rollback.files;

import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;

/// Reads paths with all beneath them into a store, by several threads: a directory at a time, each
/// written when all beneath it is. What an earlier snapshot proves unchanged is not read.
///
/// Follows no link and crosses no mount.
final class Capture {
  private final CaptureWork work;

  Capture(CaptureWork work) {
    this.work = work;
  }

  /// Reads everything and answers the node of the tree's top, `/`.
  NodeId run(Way top) throws StoreException {
    try (var _ = work.openRoots;
        var crew = work.crew) {
      var way = new LeadingCapture(work, null, null, top, work.earlier.top());
      crew.run(way);
      NodeId node = way.written();
      crew.rest();
      return node;
    }
  }

  /// What was found on the way.
  Findings findings() {
    return work.findings;
  }
}
