package dev.rollback.workflow;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The terms on which activities run: where, how long, how often again.
///
/// Attempts are not counted: a worker that stops burns some. Time is, and whether a failure may be
/// tried again at all is said by the failure. Cancelling always waits for the activity's own end,
/// so that nothing is still at work when its undo begins.
final class Terms {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration HOST_ANSWERS_WITHIN = Duration.ofMinutes(2);

  private Terms() {}

  /// Before anything is changed: gives up after ten minutes.
  static ActivityOptions catalogue(String summary) {
    return catalogueFor(summary, Duration.ofMinutes(10));
  }

  /// As [#catalogue], for as long as the caller is willing to wait.
  static ActivityOptions catalogueFor(String summary, Duration limit) {
    return quick(summary).setScheduleToCloseTimeout(limit).build();
  }

  /// Once something is changed: never gives up.
  static ActivityOptions catalogueSurely(String summary) {
    return quick(summary).build();
  }

  private static ActivityOptions.Builder quick(String summary) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(60))
        .setRetryOptions(retry(Duration.ofMillis(200), Duration.ofSeconds(5)))
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setSummary(summary);
  }

  /// Reads a store, however large it is.
  static ActivityOptions reading(String summary, Duration limit) {
    return work(null, limit, summary).build();
  }

  /// Work that changes no target, on a host or (null) on whichever answers first; gives up
  /// after `limit`, or when the host does not answer.
  static ActivityOptions looking(@Nullable String host, Duration limit, String summary) {
    var options = work(host, limit, summary).setScheduleToCloseTimeout(limit);
    if (host != null) {
      options.setScheduleToStartTimeout(min(HOST_ANSWERS_WITHIN, limit));
    }
    return options.build();
  }

  /// Work that changes a target: waits for its host as long as it takes.
  static ActivityOptions changing(String host, String summary) {
    return work(host, Duration.ofDays(1), summary).build();
  }

  private static ActivityOptions.Builder work(
      @Nullable String host, Duration limit, String summary) {
    var options =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(limit)
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retry(Duration.ofMillis(500), Duration.ofSeconds(5)))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setSummary(shortened(summary));
    if (host != null) {
      options.setTaskQueue(hostQueue(host));
    }
    return options;
  }

  /// The queue that the workers of a host serve beside the common one.
  static String hostQueue(String host) {
    return Workflow.getInfo().getTaskQueue() + "." + host;
  }

  private static RetryOptions retry(Duration first, Duration longest) {
    return RetryOptions.newBuilder()
        .setInitialInterval(first)
        .setBackoffCoefficient(2)
        .setMaximumInterval(longest)
        .build();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static String shortened(String summary) {
    return summary.length() <= 200 ? summary : summary.substring(0, 199) + "…";
  }
}
