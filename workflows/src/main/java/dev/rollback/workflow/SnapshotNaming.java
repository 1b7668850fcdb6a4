package dev.rollback.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Which id a snapshot gets, and how two requests are told apart.
///
/// A Temporal Schedule starts the same request again and again: each run's snapshot then gets the
/// scheduled time as a suffix, `nightly-20261124T020000Z`.
final class SnapshotNaming {
  private static final String WORKFLOW_PREFIX = "snapshot/";
  private static final int LONGEST = 128;
  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final SearchAttributeKey<OffsetDateTime> SCHEDULED_AT =
      SearchAttributeKey.forOffsetDateTime("TemporalScheduledStartTime");
  private static final ObjectMapper CANONICAL =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private SnapshotNaming() {}

  /// The request with the id that its snapshot gets.
  static CreateSnapshotRequest named(CreateSnapshotRequest request) {
    return named(request, Workflow.getInfo(), scheduledAt());
  }

  static CreateSnapshotRequest named(
      CreateSnapshotRequest request, WorkflowInfo info, @Nullable Instant scheduledAt) {
    String given = request.snapshotId();
    String base = given != null ? given : ofWorkflowId(info.getWorkflowId());
    return request.withSnapshotId(scheduledAt == null ? base : suffixed(base, scheduledAt));
  }

  private static @Nullable Instant scheduledAt() {
    OffsetDateTime time = Workflow.getTypedSearchAttributes().get(SCHEDULED_AT);
    return time == null ? null : time.toInstant();
  }

  private static String ofWorkflowId(String workflowId) {
    if (!workflowId.startsWith(WORKFLOW_PREFIX)) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "snapshot_id is missing; give it, or start the workflow as snapshot/<snapshot_id>.");
    }
    return workflowId.substring(WORKFLOW_PREFIX.length()).replaceFirst("-[0-9T:.-]+Z$", "");
  }

  private static String suffixed(String base, Instant scheduledAt) {
    String suffix = "-" + SUFFIX.format(scheduledAt);
    return base.substring(0, Math.min(base.length(), LONGEST - suffix.length())) + suffix;
  }

  /// SHA-256 of what was asked for, whoever asks and however long they would wait.
  static String digest(CreateSnapshotRequest request) {
    var asked =
        new CreateSnapshotRequest(
            request.snapshotId(),
            request.config(),
            request.description(),
            request.labels(),
            request.hold(),
            request.expiresAt(),
            null,
            request.target(),
            null);
    try {
      return sha256(CANONICAL.writeValueAsString(asked));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A request cannot be written as JSON.", e);
    }
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
