package dev.rollback.files;

/// How many entries a rollback creates, modifies and deletes. A directory of which only the time
/// differs, because of another change in it, is not counted.
record Tally(long create, long modify, long delete) {}
