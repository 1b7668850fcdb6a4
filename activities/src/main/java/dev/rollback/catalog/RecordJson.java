package dev.rollback.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// The contract's records as JSON in rows and sidecars.
///
/// Everything beyond ASCII is escaped, so that text which is not Unicode (half a surrogate pair)
/// comes back as it was, whatever lies between.
final class RecordJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private RecordJson() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "A %s cannot be written as JSON.".formatted(value.getClass().getSimpleName()), e);
    }
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "A row of the catalogue is no %s.".formatted(type.getSimpleName()), e);
    }
  }
}
