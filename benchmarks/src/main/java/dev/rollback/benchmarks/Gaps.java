package dev.rollback.benchmarks;

import com.google.protobuf.Timestamp;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Locale;

/// Where a workflow's time goes: the median time from each event of its history to the next, over
/// many runs of one course.
final class Gaps {
  private static final String PREFIX = "EVENT_TYPE_";

  private Gaps() {}

  static void print(String title, WorkflowClient client, List<String> workflowIds) {
    List<List<HistoryEvent>> runs =
        workflowIds.stream().map(id -> client.fetchHistory(id).getEvents()).toList();
    List<HistoryEvent> first = runs.getFirst();
    System.out.printf(
        "%s: milliseconds before each event, median of %d%n", title, workflowIds.size());
    for (int event = 1; event < first.size(); event++) {
      var gap = new Times();
      for (List<HistoryEvent> run : runs) {
        if (run.size() == first.size()) {
          gap.add(nanos(run.get(event)) - nanos(run.get(event - 1)));
        }
      }
      System.out.printf("%9.2f  %s%n", gap.median(), name(first.get(event)));
    }
    System.out.println();
  }

  private static long nanos(HistoryEvent event) {
    Timestamp time = event.getEventTime();
    return time.getSeconds() * 1_000_000_000 + time.getNanos();
  }

  private static String name(HistoryEvent event) {
    String type = event.getEventType().name().substring(PREFIX.length()).replace('_', ' ');
    String activity = event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
    return (type.toLowerCase(Locale.ROOT) + " " + activity).strip();
  }
}
