package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/// What a prune did, or would do. A pack goes in two steps: it is condemned, and removed when the
/// grace is over and nobody may rely on it any more.
///
/// @param removedPacks packs that were deleted
/// @param waitingPacks packs that are condemned and go with a later prune
/// @param rewrittenPacks packs whose living part was written anew
/// @param freedBytes what the storage gains when all that waits has gone too
/// @param leftovers what dead processes left half-written, and was removed
/// @param missingContents contents that snapshots need and the store does not have: run a check
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PruneStoreResult(
    String status,
    boolean dryRun,
    long removedPacks,
    long removedBytes,
    long waitingPacks,
    long waitingBytes,
    long rewrittenPacks,
    long rewrittenBytes,
    long freedBytes,
    long leftovers,
    long missingContents) {}
