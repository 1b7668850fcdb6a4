package dev.rollback.files;

/// One step of a rollback, on one path and, where it is or becomes a directory, on all beneath it.
record Operation(Type type, RawPath path) {
  /// What it does, with its code in the journal.
  enum Type {
    /// What the snapshot has and is not there now.
    CREATE(1),
    /// What both have, but not alike, and not both as a directory.
    REPLACE(2),
    /// What is there now and the snapshot does not have.
    REMOVE(3),
    /// A directory that both have, with other metadata; what is in it has steps of its own.
    DIRECTORY(4);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}
