package dev.rollback.worker.cli.client;

import dev.rollback.contract.ScheduledSnapshotRequest;
import io.grpc.Status;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleAction;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleListActionStartWorkflow;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleListSchedule;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Temporal's Schedules. A run is skipped while the one before it still goes on; what was
/// missed is made up for up to an hour.
final class TemporalSchedules implements Schedules {
  private static final String PREFIX = "schedule/";
  private static final String TYPE = "ScheduledSnapshot";
  private static final Duration CATCH_UP = Duration.ofHours(1);

  private final ScheduleClient client;
  private final String taskQueue;

  TemporalSchedules(Connection connection, String taskQueue) {
    WorkflowClientOptions options = connection.client().getOptions();
    this.client =
        ScheduleClient.newInstance(
            connection.stubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(connection.namespace())
                .setIdentity(options.getIdentity())
                .setDataConverter(options.getDataConverter())
                .build());
    this.taskQueue = taskQueue;
  }

  @Override
  public void create(ScheduledSnapshotRequest request, When when) {
    String id = PREFIX + request.name();
    var action =
        ScheduleActionStartWorkflow.newBuilder()
            .setWorkflowType(TYPE)
            .setArguments(request)
            .setOptions(
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(taskQueue)
                    // Both: one alone makes the SDK's description of the schedule fail.
                    .setStaticSummary("Snapshot of schedule " + request.name())
                    .setStaticDetails("Started by Temporal Schedule " + id)
                    .build())
            .build();
    var schedule =
        Schedule.newBuilder()
            .setAction(action)
            .setSpec(spec(when))
            .setPolicy(
                SchedulePolicy.newBuilder()
                    .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                    .setCatchupWindow(CATCH_UP)
                    .build())
            .setState(ScheduleState.newBuilder().setPaused(when.paused()).build())
            .build();
    asked(
        request.name(),
        () -> client.createSchedule(id, schedule, ScheduleOptions.newBuilder().build()));
  }

  private static ScheduleSpec spec(When when) {
    var spec =
        ScheduleSpec.newBuilder().setCronExpressions(when.cron()).setTimeZoneName(when.timeZone());
    if (when.every() != null) {
      spec.setIntervals(List.of(new ScheduleIntervalSpec(when.every())));
    }
    if (when.jitter() != null) {
      spec.setJitter(when.jitter());
    }
    return spec.build();
  }

  @Override
  public List<Scheduled> list() {
    return asked(
        "all",
        () ->
            client
                .listSchedules()
                .filter(TemporalSchedules::isOurs)
                .map(TemporalSchedules::listed)
                .sorted(Comparator.comparing(Scheduled::name))
                .toList());
  }

  private static boolean isOurs(ScheduleListDescription each) {
    ScheduleListSchedule schedule = each.getSchedule();
    return schedule != null
        && schedule.getAction() instanceof ScheduleListActionStartWorkflow start
        && start.getWorkflow().equals(TYPE);
  }

  private static Scheduled listed(ScheduleListDescription each) {
    ScheduleListSchedule schedule = Objects.requireNonNull(each.getSchedule());
    return new Scheduled(
        name(each.getScheduleId()),
        schedule.getState().isPaused(),
        schedule.getState().getNote(),
        times(schedule.getSpec()),
        each.getInfo().getNextActionTimes().stream().map(Instant::getEpochSecond).toList(),
        runs(each.getInfo().getRecentActions()),
        null);
  }

  @Override
  public Scheduled describe(String name) {
    return asked(
        name,
        () -> {
          ScheduleDescription found = handle(name).describe();
          Schedule schedule = found.getSchedule();
          return new Scheduled(
              name,
              schedule.getState().isPaused(),
              schedule.getState().getNote(),
              times(schedule.getSpec()),
              found.getInfo().getNextActionTimes().stream().map(Instant::getEpochSecond).toList(),
              runs(found.getInfo().getRecentActions()),
              request(schedule.getAction()));
        });
  }

  private static @Nullable ScheduledSnapshotRequest request(ScheduleAction action) {
    return action instanceof ScheduleActionStartWorkflow start
        ? start.getArguments().get(0, ScheduledSnapshotRequest.class)
        : null;
  }

  private static List<String> runs(List<ScheduleActionResult> recent) {
    return recent.stream()
        .map(ScheduleActionResult::getAction)
        .filter(ScheduleActionExecutionStartWorkflow.class::isInstance)
        .map(each -> ((ScheduleActionExecutionStartWorkflow) each).getWorkflowId())
        .toList();
  }

  private static List<String> times(ScheduleSpec spec) {
    return Stream.of(
            orEmpty(spec.getCronExpressions()).stream(),
            orEmpty(spec.getCalendars()).stream().map(Calendars::told),
            orEmpty(spec.getIntervals()).stream()
                .map(each -> "every " + Calendars.told(each.getEvery())))
        .flatMap(each -> each)
        .toList();
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  @Override
  public void pause(String name, String note) {
    change(name, handle -> handle.pause(note));
  }

  @Override
  public void resume(String name, String note) {
    change(name, handle -> handle.unpause(note));
  }

  @Override
  public void trigger(String name) {
    change(name, ScheduleHandle::trigger);
  }

  @Override
  public void delete(String name) {
    change(name, ScheduleHandle::delete);
  }

  private void change(String name, Consumer<ScheduleHandle> change) {
    var _ =
        asked(
            name,
            () -> {
              change.accept(handle(name));
              return name;
            });
  }

  private ScheduleHandle handle(String name) {
    return client.getHandle(PREFIX + name);
  }

  private static String name(String scheduleId) {
    return scheduleId.startsWith(PREFIX) ? scheduleId.substring(PREFIX.length()) : scheduleId;
  }

  private static <T> T asked(String name, Supplier<T> question) {
    try {
      return question.get();
    } catch (ScheduleAlreadyRunningException _) {
      throw WorkFailed.refused(
          "ScheduleExists",
          "There is a schedule %s already; delete it first, or choose another name."
              .formatted(name));
    } catch (ScheduleException e) {
      if (Status.fromThrowable(e).getCode() == Status.Code.NOT_FOUND) {
        throw WorkFailed.refused(
            "NotFound",
            "There is no schedule %s; `rollback schedule list` names those there are."
                .formatted(name));
      }
      throw Failures.read(e, PREFIX + name, null);
    } catch (RuntimeException e) {
      throw Failures.read(e, PREFIX + name, null);
    }
  }
}
