package dev.rollback.store;

/// The name of a node: SHA-256 of its encoded bytes, as 64 lower-case hexadecimal digits.
///
/// Nodes and contents have spaces of names of their own: bytes that somebody captures can never be
/// taken for a node.
public record NodeId(Sha256 sum) implements Comparable<NodeId> {
  /// The name that a finished SHA-256 gives.
  public static NodeId ofDigest(byte[] digest) {
    return new NodeId(Sha256.at(digest, 0));
  }

  /// Reads what [#toString()] writes; refuses everything else with [IllegalArgumentException].
  public static NodeId parse(String text) {
    return new NodeId(Sha256.parse(text, "node id"));
  }

  /// The 64 digits.
  public String hex() {
    return sum.toString();
  }

  @Override
  public int compareTo(NodeId other) {
    return sum.compareTo(other.sum);
  }

  @Override
  public String toString() {
    return hex();
  }
}
