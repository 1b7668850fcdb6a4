package dev.rollback.files;

/// An entry that is not in a snapshot as it was.
///
/// @param path as people read it
public record Flawed(String path, Flaw flaw) {}
