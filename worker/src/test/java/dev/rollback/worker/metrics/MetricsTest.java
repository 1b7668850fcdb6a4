package dev.rollback.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.util.Duration;
import dev.rollback.activity.SnapshotFailure;
import dev.rollback.contract.Changes;
import dev.rollback.contract.ExecutionResult;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.VerificationResults;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void aSnapshotIsCountedWithItsBytesAndTime() {
    try (var metrics = new Metrics()) {
      metrics.listener().created(snapshot());
      metrics.listener().created(snapshot());
      metrics.listener().failed(new SnapshotFailure("s", "PathNotFound", "No such path."));

      assertThat(metrics.scrape())
          .contains("rollback_snapshots_total{type=\"configuration\"} 2.0\n")
          .contains("rollback_snapshot_failures_total{error_type=\"PathNotFound\"} 1.0\n")
          .contains("rollback_snapshot_captured_bytes_total{type=\"configuration\"} 2000.0\n")
          .contains("rollback_snapshot_stored_bytes_total{type=\"configuration\"} 600.0\n")
          .contains("rollback_snapshot_duration_seconds_sum{type=\"configuration\"} 3.0\n");
    }
  }

  @Test
  void aRollbackIsCountedByTypeAndEnd() {
    try (var metrics = new Metrics()) {
      metrics.listener().ended(rollback(RollbackStatus.PARTIAL, null));
      metrics.listener().ended(rollback(RollbackStatus.COMPLETED, "web"));

      assertThat(metrics.scrape())
          .contains(
              "rollback_rollbacks_total{reverted=\"false\",status=\"partial\",type=\"git_commit\"}"
                  + " 1.0")
          .contains(
              "rollback_rollbacks_total{reverted=\"false\",status=\"completed\",type=\"set\"} 1.0")
          .contains(
              "rollback_rollback_duration_seconds_sum{reverted=\"false\",status=\"partial\",type=\"git_commit\"}"
                  + " 4.2")
          .contains(
              "rollback_downtime_seconds_sum{reverted=\"false\",status=\"partial\",type=\"git_commit\"}"
                  + " 0.012");
    }
  }

  @Test
  void theProcessItselfIsMeasured() {
    try (var metrics = new Metrics()) {
      assertThat(metrics.scrape()).contains("jvm_memory_used_bytes{", "process_uptime_seconds");
    }
  }

  @Test
  void aTimerOfTemporalsIsAFewLines() throws Exception {
    try (var metrics = new Metrics()) {
      metrics.scope().timer("temporal_request_latency").record(Duration.ofMillis(30));
      for (int tries = 0; !metrics.scrape().contains("temporal_request"); tries++) {
        assertThat(tries).isLessThan(200);
        Thread.sleep(50);
      }
      assertThat(metrics.scrape())
          .contains("temporal_request_latency_seconds_bucket{le=\"0.1\"} 1")
          .satisfies(
              text ->
                  assertThat(text.lines().filter(line -> line.contains("temporal_request")).count())
                      .isLessThan(20));
    }
  }

  private static SnapshotRecord snapshot() {
    return new SnapshotRecord(
        "created",
        "s",
        new SnapshotSpec.Configuration(List.of("/etc/app"), null),
        1,
        null,
        1000,
        300,
        1500,
        null,
        Map.of(),
        false,
        null,
        null,
        "here",
        null,
        List.of(),
        "digest",
        null,
        null,
        null,
        null);
  }

  private static RollbackResult rollback(RollbackStatus status, @Nullable String member) {
    var layer =
        new LayerPlan(
            "p",
            member,
            RollbackType.GIT_COMMIT,
            "here",
            List.of("/srv/app"),
            "root",
            "f",
            Changes.NONE,
            List.of(),
            List.of(),
            List.of());
    var plan =
        new RollbackPlan(
            "p", "s", "f", Changes.NONE, List.of(), List.of(), List.of(), List.of(layer));
    return new RollbackResult(
        status,
        "r",
        "s",
        1,
        5L,
        4,
        List.of(),
        ExecutionResult.skipped(),
        VerificationResults.SKIPPED,
        4200,
        12,
        plan,
        null,
        false,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
