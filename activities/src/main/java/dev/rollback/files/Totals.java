package dev.rollback.files;

/// What a snapshot holds, counted.
///
/// @param entries all, directories too
/// @param files regular ones
/// @param bytes of all their contents
/// @param flawed entries that are not as they were
/// @param lateFlags whether an entry has a flag that forbids to change it
public record Totals(long entries, long files, long bytes, long flawed, boolean lateFlags) {}
