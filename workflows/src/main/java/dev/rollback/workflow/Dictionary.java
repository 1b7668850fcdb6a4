package dev.rollback.workflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotRecord;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers as the reference's dictionaries.
final class Dictionary {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, Object>> SHAPE =
      new TypeReference<>() {};

  private Dictionary() {}

  static Map<String, Object> of(Object answer) {
    return MAPPER.convertValue(answer, SHAPE);
  }

  /// The reference repeats the time within the metadata.
  static Map<String, Object> ofSnapshot(SnapshotRecord record) {
    Map<String, Object> answer = of(record);
    if (answer.get("metadata") instanceof Map<?, ?> metadata) {
      Map<String, Object> timed = new LinkedHashMap<>();
      metadata.forEach((key, value) -> timed.put(String.valueOf(key), value));
      timed.put("created_at", record.createdAt());
      answer.put("metadata", timed);
    }
    return answer;
  }

  static Map<String, Object> failed(RollbackException e) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "failed");
    answer.put("error", e.sentence());
    answer.put("error_type", e.type().wireName());
    return answer;
  }

  /// The child's full result, which its failure carries, or just what went wrong.
  static Map<String, Object> failed(TemporalFailure failure) {
    Map<String, Object> answer = new LinkedHashMap<>();
    if (failure instanceof ChildWorkflowFailure
        && failure.getCause() instanceof ApplicationFailure application
        && application.getDetails().getSize() > 0) {
      Map<?, ?> details = application.getDetails().get(0, Map.class);
      details.forEach((key, value) -> answer.put(String.valueOf(key), value));
    }
    failed(Failures.translate(failure)).forEach((key, value) -> answer.putIfAbsent(key, value));
    return answer;
  }
}
