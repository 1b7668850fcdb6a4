package dev.rollback.catalog;

import dev.rollback.contract.SnapshotSummary;
import org.jspecify.annotations.Nullable;

/// A snapshot that retention judges: `created`, or `deleting` and not gone yet.
///
/// @param subjectKey the same for all of the same things; null for one of an earlier release
public record Candidate(SnapshotSummary snapshot, @Nullable String subjectKey) {}
