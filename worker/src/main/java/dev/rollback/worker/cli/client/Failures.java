package dev.rollback.worker.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.worker.cli.Exit;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.payload.codec.PayloadCodecException;
import org.jspecify.annotations.Nullable;

/// Reads what Temporal throws: the contract's failure type, its sentence, and the full result that
/// the failure carries.
final class Failures {
  static final String CANCELLED = "Cancelled";

  private static final String SEALED_MESSAGE = "Encoded failure";
  private static final String KEYS =
      "Where workers seal what they say, set ROLLBACK_PAYLOAD_KEYS as they have it.";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Failures() {}

  /// @param resultType what the failure's details hold, where it is a workflow's own
  static WorkFailed read(Throwable thrown, String workflowId, @Nullable Class<?> resultType) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case WorkFailed known -> {
          return known;
        }
        case ApplicationFailure failure -> {
          return failed(failure, resultType);
        }
        case DataConverterException _ -> {
          return sealed(workflowId, cause);
        }
        case PayloadCodecException _ -> {
          return sealed(workflowId, cause);
        }
        case WorkflowNotFoundException _ -> {
          return WorkFailed.refused("NotFound", "Temporal knows no workflow " + workflowId + ".");
        }
        case StatusRuntimeException status -> {
          return answered(status, workflowId);
        }
        case TemporalFailure failure when failure.getCause() == null -> {
          return ended(failure, workflowId);
        }
        default -> {
          // Look at its cause.
        }
      }
    }
    return new WorkFailed(
        Exit.FAILED,
        thrown.getClass().getSimpleName(),
        "Workflow %s: %s".formatted(workflowId, thrown.getMessage()),
        thrown instanceof WorkflowException ? "Look at it in Temporal's Web UI." : null,
        null);
  }

  private static WorkFailed failed(ApplicationFailure failure, @Nullable Class<?> resultType) {
    String type = failure.getType();
    Object result = resultType == null ? null : details(failure, resultType);
    int code = result instanceof RollbackResult rollback ? exitCode(rollback) : exitCode(type);
    String sentence = failure.getOriginalMessage();
    if (SEALED_MESSAGE.equals(sentence)) {
      return new WorkFailed(code, type, "What failed is sealed (" + type + ").", KEYS, null);
    }
    return new WorkFailed(code, type, sentence == null ? type : sentence, Advice.on(type), result);
  }

  private static WorkFailed sealed(String workflowId, Throwable cause) {
    return new WorkFailed(
        Exit.FAILED,
        "Unreadable",
        "What workflow %s answers cannot be read: %s"
            .formatted(
                workflowId, String.valueOf(cause.getMessage()).lines().findFirst().orElse("")),
        KEYS,
        null);
  }

  /// A rollback that was cancelled, with what became of its targets.
  static WorkFailed cancelled(RollbackResult result) {
    String left = result.error() == null ? "" : " " + result.error();
    return new WorkFailed(
        exitCode(result),
        CANCELLED,
        "Rollback %s was cancelled.%s".formatted(result.rollbackId(), left),
        null,
        result);
  }

  private static int exitCode(RollbackResult result) {
    return result.status() == RollbackStatus.PARTIAL ? Exit.PARTIAL : Exit.FAILED;
  }

  private static int exitCode(String type) {
    return type.equals("RollbackPartial") ? Exit.PARTIAL : Exit.FAILED;
  }

  private static @Nullable Object details(ApplicationFailure failure, Class<?> resultType) {
    if (failure.getDetails().getSize() == 0
        || (resultType != RollbackResult.class && resultType != SnapshotRecord.class)) {
      return null;
    }
    try {
      JsonNode node = failure.getDetails().get(0, JsonNode.class);
      return node == null ? null : JSON.treeToValue(node, resultType);
    } catch (Exception _) {
      return null;
    }
  }

  private static WorkFailed ended(TemporalFailure failure, String workflowId) {
    return switch (failure) {
      case CanceledFailure _ ->
          WorkFailed.refused(CANCELLED, "Workflow " + workflowId + " was cancelled.");
      case TerminatedFailure _ ->
          new WorkFailed(
              Exit.FAILED,
              "Terminated",
              "Workflow " + workflowId + " was terminated, so it could not tidy up.",
              "Compare the target with `rollback plan` before anything else.",
              null);
      case TimeoutFailure _ ->
          new WorkFailed(
              Exit.FAILED,
              "Timeout",
              "Workflow " + workflowId + " ran out of time.",
              Advice.on("Timeout"),
              null);
      default ->
          WorkFailed.refused(
              failure.getClass().getSimpleName(),
              "Workflow " + workflowId + ": " + failure.getOriginalMessage());
    };
  }

  private static WorkFailed answered(StatusRuntimeException thrown, String workflowId) {
    Status status = thrown.getStatus();
    String told = status.getDescription() == null ? "" : ": " + status.getDescription();
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, UNAUTHENTICATED, PERMISSION_DENIED ->
          WorkFailed.unreachable(
              "Temporal did not answer about %s (%s)%s."
                  .formatted(workflowId, status.getCode(), told),
              "What was started goes on without this command; ask again when Temporal is back.");
      default ->
          WorkFailed.refused(
              status.getCode().name(),
              "Temporal refused %s (%s)%s.".formatted(workflowId, status.getCode(), told));
    };
  }
}
