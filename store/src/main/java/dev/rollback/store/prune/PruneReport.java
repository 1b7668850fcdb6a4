package dev.rollback.store.prune;

/// What a prune did, or what it would do.
///
/// @param waitingPacks packs that are condemned now and will go when their grace is over and who
///     may rely on them is gone
/// @param waitingBytes their bytes
/// @param rewrittenPacks packs whose live contents were written anew
/// @param rewrittenBytes bytes that took; of a dry run an estimate
/// @param removedPacks packs that were deleted
/// @param removedBytes their bytes
/// @param removedContents contents that the store has no longer
/// @param pardonedPacks condemned packs that came to be needed
/// @param sparedContents dead contents that are still there: in packs that wait, or are too young,
///     or are not worth writing anew
/// @param missingContents contents that owners list and the store does not have
/// @param leftovers what dead processes left half-written, and was removed
public record PruneReport(
    long waitingPacks,
    long waitingBytes,
    long rewrittenPacks,
    long rewrittenBytes,
    long removedPacks,
    long removedBytes,
    long removedContents,
    long pardonedPacks,
    long sparedContents,
    long missingContents,
    long leftovers) {
  /// Bytes that the storage gains when all that waits has gone too.
  public long freedBytes() {
    return removedBytes + waitingBytes - rewrittenBytes;
  }
}
