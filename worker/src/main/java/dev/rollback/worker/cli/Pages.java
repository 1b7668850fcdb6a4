package dev.rollback.worker.cli;

/// How a long answer is asked for, page by page.
final class Pages {
  /// Lines of one page.
  static final int MOST = 10_000;

  private Pages() {}
}
