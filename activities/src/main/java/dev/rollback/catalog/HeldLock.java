package dev.rollback.catalog;

/// A target that a rollback holds.
///
/// @param target as `host:path` or `host:name`
/// @param since epoch seconds
public record HeldLock(
    String target, String rollbackId, String workflowId, long since, FencingToken token) {}
