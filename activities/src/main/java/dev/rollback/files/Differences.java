package dev.rollback.files;

/// Hears in what a live tree differs from a snapshot: each step that would undo it, once, from
/// several threads.
interface Differences {
  /// How many entries of what goes are told by name.
  default int mostNamed() {
    return 1000;
  }

  /// Whether nothing will be done about them: then nothing is in the way of it.
  default boolean onlyTold() {
    return false;
  }

  void create(Step step);

  /// @param now the metadata that are there
  /// @param aspect what differs besides metadata
  void replace(Step step, Metadata now, Aspect aspect);

  /// @param now the kind that is there
  /// @param gone what goes with it
  void replaceKind(Step step, FileKind now, Inventory gone);

  void patch(Step step, Metadata now);

  /// @param counts whether it is more than a directory's time that another change in it will touch
  void metadata(Step step, boolean counts);

  /// @param now the kind that is there
  /// @param gone what goes with it
  void remove(Step step, FileKind now, Inventory gone);

  void emptied(Step step);

  /// Something is left as it is, for a reason.
  void warn(RawPath path, String sentence);
}
