package dev.rollback.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The few ids that look like one that does not exist.
final class NearMatches {
  private static final int MOST = 3;

  private NearMatches() {}

  static List<String> of(String wanted, Collection<String> ids) {
    return ids.stream()
        .filter(id -> isNear(wanted, id))
        .sorted(
            Comparator.<String>comparingInt(id -> distance(wanted, id))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  private static boolean isNear(String wanted, String id) {
    String left = wanted.toLowerCase(Locale.ROOT);
    String right = id.toLowerCase(Locale.ROOT);
    boolean contained = left.length() >= 3 && (right.contains(left) || left.contains(right));
    return contained || distance(left, right) <= Math.max(1, wanted.length() / 5);
  }

  /// Levenshtein's distance.
  private static int distance(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(above[column - 1] + change, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[right.length()];
  }
}
