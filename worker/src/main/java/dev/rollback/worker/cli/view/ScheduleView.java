package dev.rollback.worker.cli.view;

import dev.rollback.contract.Retention;
import dev.rollback.contract.ScheduledSnapshotRequest;
import dev.rollback.worker.cli.client.Schedules.Scheduled;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Schedules: one in full, or many in a table.
public final class ScheduleView {
  private ScheduleView() {}

  public static void one(Scheduled schedule, Page page) {
    page.heading("Schedule " + schedule.name());
    page.fact("state", schedule.paused() ? "paused" : "running");
    page.fact("note", schedule.note());
    schedule.times().forEach(time -> page.fact("time", time));
    schedule.nextRuns().stream().limit(3).forEach(next -> page.fact("next", page.moment(next)));
    schedule.runs().forEach(run -> page.fact("run", run));
    ScheduledSnapshotRequest request = schedule.request();
    if (request == null) {
      return;
    }
    page.fact("type", request.snapshot().config().type().wireName());
    page.fact("of", SnapshotView.subject(request.snapshot().config()));
    page.fact("keeps", keeps(request.retention()));
  }

  private static String keeps(@Nullable Retention retention) {
    if (retention == null) {
      return "all";
    }
    var words = new ArrayList<String>();
    word(words, "last", retention.keepLast());
    word(words, "hourly", retention.keepHourly());
    word(words, "daily", retention.keepDaily());
    word(words, "weekly", retention.keepWeekly());
    word(words, "monthly", retention.keepMonthly());
    word(words, "yearly", retention.keepYearly());
    word(words, "within", retention.keepWithin());
    retention.keepTags().forEach(tag -> word(words, "tag", tag));
    return String.join(", ", words);
  }

  private static void word(List<String> words, String name, @Nullable Object value) {
    if (value != null) {
      words.add(value.equals(-1) ? "all " + name : name + " " + value);
    }
  }

  public static void list(List<Scheduled> schedules, Page page) {
    if (schedules.isEmpty()) {
      page.line("No schedules yet.");
      return;
    }
    Table table = new Table("NAME", "STATE", "TIMES", "NEXT", "LAST RUN");
    for (Scheduled each : schedules) {
      table.row(
          each.name(),
          each.paused() ? "paused" : "running",
          String.join("; ", each.times()),
          each.paused() || each.nextRuns().isEmpty() ? "" : page.moment(each.nextRuns().getFirst()),
          each.runs().isEmpty() ? "" : each.runs().getLast());
    }
    page.table(table);
  }
}
