package dev.rollback.temporal;

import java.util.ArrayList;
import java.util.List;

/// A page of a list that is told row by row, and how long that list is. Holds the page alone.
final class Rows<T> {
  private final long offset;
  private final int limit;
  private final List<T> page = new ArrayList<>();
  private long total;

  Rows(long offset, int limit) {
    this.offset = offset;
    this.limit = limit;
  }

  void add(T row) {
    if (total >= offset && page.size() < limit) {
      page.add(row);
    }
    total++;
  }

  /// As much of the page as Temporal can carry.
  List<T> carried() {
    return Page.carried(page);
  }

  long total() {
    return total;
  }
}
