package dev.rollback.temporal;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.layer.WorkStopped;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes Temporal's failures of what engines throw, and decides whether Temporal tries again. No
/// other code makes an [ApplicationFailure] of an engine's exception.
///
/// A retryable failure is tried again a limited number of times, so that a lock that nobody
/// releases ends in an error and not in a wait without end. Only a target held by another rollback,
/// and a database that does not answer, are waited for as long as the activity's own time allows.
final class FailureTranslator {
  private static final Logger LOG = LoggerFactory.getLogger(FailureTranslator.class);

  private FailureTranslator() {}

  /// @param attempt of the activity, from 1
  static RuntimeException translate(Throwable thrown, int attempt) {
    return switch (thrown) {
      case WorkStopped stopped
          when stopped.getCause() instanceof ActivityCompletionException ended ->
          ended;
      case ActivityCompletionException ended -> ended;
      case RollbackException known -> failure(known, attempt);
      default -> unforeseen(thrown, attempt);
    };
  }

  private static ApplicationFailure failure(RollbackException known, int attempt) {
    boolean again = known.type().retryable() && attempt < attempts(known.type());
    return ApplicationFailure.newBuilder()
        .setMessage(known.sentence())
        .setType(known.type().wireName())
        .setNonRetryable(!again)
        .build();
  }

  /// How often an activity runs in all, where only failures of this type come.
  private static int attempts(FailureType type) {
    return switch (type) {
      case TARGET_BUSY, CONNECTION_FAILED -> Integer.MAX_VALUE;
      case REPOSITORY_BUSY -> 6;
      case SOURCE_CHANGING -> 4;
      case STATE_LOCKED -> 10;
      default -> 3;
    };
  }

  private static ApplicationFailure unforeseen(Throwable thrown, int attempt) {
    LOG.error("An activity failed unforeseen, attempt {}", attempt, thrown);
    String what = thrown.getClass().getSimpleName();
    return failure(
        new RollbackException(
            FailureType.INTERNAL,
            "%s in the worker; its log has the details.".formatted(what),
            thrown),
        attempt);
  }
}
