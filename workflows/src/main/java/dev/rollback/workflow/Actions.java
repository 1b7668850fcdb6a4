package dev.rollback.workflow;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.Request;
import dev.rollback.contract.RollbackException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the reference's `config` object: an `action`, and the request's own fields beside it.
final class Actions {
  private static final List<String> KNOWN =
      List.of(
          "create_snapshot",
          "execute_rollback",
          "list_snapshots",
          "get_rollback_history",
          "status");

  private Actions() {}

  /// One action with its fields.
  record Action(String name, Map<String, Object> fields) {
    <T extends Request> T request(Class<T> type) {
      return RequestReader.convert(fields, type);
    }
  }

  static Action of(@Nullable Object config) {
    if (config instanceof Unreadable unreadable) {
      throw unreadable.why();
    }
    if (!(config instanceof Map<?, ?> given)) {
      throw invalid("The request must be one JSON object with an action.");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    given.forEach((key, value) -> fields.put(String.valueOf(key), value));
    if (!(fields.remove("action") instanceof String name)) {
      throw invalid("action is missing; use one of %s.".formatted(String.join(", ", KNOWN)));
    }
    return new Action(name, fields);
  }

  static RollbackException unknown(String name) {
    String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return invalid(
        "Unknown action \"%s\"; use one of %s.".formatted(shown, String.join(", ", KNOWN)));
  }

  private static RollbackException invalid(String sentence) {
    return new RollbackException(FailureType.INVALID_REQUEST, sentence);
  }
}
