package dev.rollback.files;

import java.util.List;

/// The part of a snapshot that is meant.
///
/// @param paths each with all beneath it; none means all
record Narrowing(List<RawPath> paths) {
  static final Narrowing ALL = new Narrowing(List.of());

  Narrowing {
    paths = List.copyOf(paths);
  }

  /// Whether the path is meant itself, with all beneath it.
  boolean has(RawPath path) {
    return paths.isEmpty() || paths.stream().anyMatch(path::within);
  }

  /// Whether something beneath the path is meant, or the path itself.
  boolean leadsOn(RawPath path) {
    return has(path) || paths.stream().anyMatch(each -> each.within(path));
  }
}
