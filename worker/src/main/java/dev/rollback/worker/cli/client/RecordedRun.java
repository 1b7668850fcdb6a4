package dev.rollback.worker.cli.client;

import org.jspecify.annotations.Nullable;

/// One run of a workflow with its history.
///
/// @param status Temporal's word, such as `COMPLETED`
/// @param startedAt epoch seconds
/// @param closedAt epoch seconds, null while it runs
/// @param history JSON, as Temporal's own tools read it
public record RecordedRun(
    String workflowId,
    String runId,
    String type,
    String status,
    long startedAt,
    @Nullable Long closedAt,
    long events,
    String history) {}
