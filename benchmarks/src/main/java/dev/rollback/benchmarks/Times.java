package dev.rollback.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long the same thing took, again and again.
final class Times {
  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

  void add(long took) {
    nanos.add(took);
  }

  /// Nanoseconds that all together took.
  long total() {
    return nanos.stream().mapToLong(Long::longValue).sum();
  }

  int count() {
    return nanos.size();
  }

  /// Milliseconds that this share of them stayed within.
  ///
  /// @param share 0.5 for the median
  double quantile(double share) {
    List<Long> sorted = nanos.stream().sorted().toList();
    int at = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.clamp(at, 0, sorted.size() - 1)) / 1e6;
  }

  double median() {
    return quantile(0.5);
  }

  /// `median (least … most) ms`.
  String shown() {
    return "%7.1f ms  (%.1f … %.1f)".formatted(median(), quantile(0), quantile(1));
  }
}
