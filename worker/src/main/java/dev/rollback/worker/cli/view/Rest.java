package dev.rollback.worker.cli.view;

import dev.rollback.worker.cli.output.Page;

/// Says when a table is not all there is.
final class Rest {
  private Rest() {}

  static void of(int shown, long total, Page page) {
    if (total > shown) {
      page.line(
          page.ink()::faint, shown + " of " + total + "; --limit and --offset show the others.");
    }
  }
}
