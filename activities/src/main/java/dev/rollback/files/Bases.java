package dev.rollback.files;

import java.util.ArrayList;
import java.util.List;

/// The directories in which a rollback stages: each on the file system of the targets that are
/// swapped with it.
final class Bases {
  private final List<RawPath> paths = new ArrayList<>();

  /// The number of a directory, counted from 0 in the order in which they were met.
  synchronized int number(RawPath path) {
    int known = paths.indexOf(path);
    if (known >= 0) {
      return known;
    }
    paths.add(path);
    return paths.size() - 1;
  }

  /// Numbers them anew in the order of their paths.
  ///
  /// @return the new number of each old one
  synchronized int[] sort() {
    List<RawPath> sorted = paths.stream().sorted().toList();
    int[] numbers = paths.stream().mapToInt(sorted::indexOf).toArray();
    paths.clear();
    paths.addAll(sorted);
    return numbers;
  }

  synchronized List<RawPath> paths() {
    return List.copyOf(paths);
  }
}
