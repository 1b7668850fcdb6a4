package dev.rollback.files;

/// What a snapshot holds, counted.
///
/// @param directories those that are captured themselves
/// @param others entries that are no directories
/// @param bytes of all files' contents
/// @param fresh of the others, those that the earlier snapshot did not have
/// @param changed of the others, those that differ from the earlier snapshot
/// @param unchanged of the others, those that the earlier snapshot has alike
/// @param flawed entries that are not as they were
/// @param linked whether a file has several names
/// @param lateFlags whether an entry has a flag that forbids to change it
/// @param storedBytes what the capture added to the store
public record Totals(
    long directories,
    long others,
    long bytes,
    long fresh,
    long changed,
    long unchanged,
    long flawed,
    boolean linked,
    boolean lateFlags,
    long storedBytes) {
  /// All entries.
  public long entries() {
    return directories + others;
  }
}
