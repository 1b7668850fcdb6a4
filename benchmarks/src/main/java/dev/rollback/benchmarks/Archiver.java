package dev.rollback.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/// A program that captures a tree and brings it back, or the product itself. Every step is one that
/// a user would take.
interface Archiver {
  /// What the report calls it.
  String name();

  /// Makes an empty place to capture into.
  void prepare() throws IOException;

  /// Captures the tree: in full the first time, against what is there later.
  void capture() throws IOException;

  /// Brings the whole tree back where nothing is, and answers where.
  Path restoreToEmpty() throws IOException;

  /// Brings the tree back over what is there; false where it has no such way.
  boolean restoreInPlace() throws IOException;

  /// Bytes that the captures take.
  long stored() throws IOException;
}
