package dev.rollback.store.pack;

/// What an entry of a pack is.
public enum EntryKind {
  /// Plain bytes that somebody keeps.
  CONTENT(0),
  /// What refers to nodes and contents. Nodes have a space of ids of their own.
  NODE(1),
  /// The pieces of a content too long for one frame, under the content's id.
  LIST(2);

  private static final EntryKind[] ALL = values();

  private final int code;

  EntryKind(int code) {
    this.code = code;
  }

  /// Its number as it is stored.
  public int code() {
    return code;
  }

  /// The kind of a number as it is stored.
  ///
  /// @throws IllegalArgumentException when there is none
  public static EntryKind of(int code) {
    if (code < 0 || code >= ALL.length) {
      throw new IllegalArgumentException("there is no kind " + code);
    }
    return ALL[code];
  }

  /// Whether this is looked for by the same ids as the other.
  public boolean sharesIdsWith(EntryKind other) {
    return (this == NODE) == (other == NODE);
  }
}
