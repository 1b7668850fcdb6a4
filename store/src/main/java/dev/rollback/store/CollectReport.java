package dev.rollback.store;

/// What a collection removed and spared.
///
/// @param removedContents contents without an owner that were removed
/// @param removedBytes bytes of all removed files
/// @param removedLeftovers files of dead writers that were removed
/// @param sparedContents contents without an owner that were younger than the grace
public record CollectReport(
    long removedContents, long removedBytes, long removedLeftovers, long sparedContents) {}
