package dev.rollback.temporal;

/// What a worker says of itself.
///
/// @param host the name under which its host's targets are routed to it
/// @param store where the snapshots' data is, for people to read; never with a secret
public record WorkerFacts(String version, String host, String taskQueue, String store) {}
