package dev.rollback.temporal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/// What of a list can be carried by Temporal, whose payloads hold 2 MiB: a list that is too long
/// would not only fail, it would fail for everybody who asks.
final class Page {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Page() {}

  /// The first rows, at least one; the caller sees from the total that there are more, and asks for
  /// them by an offset.
  static <T> List<T> carried(List<T> rows) {
    long bytes = 0;
    for (int i = 0; i < rows.size(); i++) {
      bytes += length(rows.get(i));
      if (bytes > MOST_BYTES && i > 0) {
        return rows.subList(0, i);
      }
    }
    return rows;
  }

  private static int length(Object row) {
    try {
      return JSON.writeValueAsBytes(row).length;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A row cannot be written as JSON.", e);
    }
  }
}
