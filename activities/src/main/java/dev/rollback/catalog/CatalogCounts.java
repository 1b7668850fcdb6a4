package dev.rollback.catalog;

/// How much the catalogue holds.
///
/// @param snapshots those that are `created`
/// @param rollbacks running ones included
/// @param storedBytes sum over the created snapshots
public record CatalogCounts(
    long snapshots, long rollbacks, long runningRollbacks, long storedBytes) {}
