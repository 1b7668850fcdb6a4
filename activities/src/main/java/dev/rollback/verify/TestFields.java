package dev.rollback.verify;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollback.contract.VerificationTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A test's own fields, as a result repeats them: named as in JSON, without the kind, and without a
/// user or password that stands in a URL.
final class TestFields {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#]*@");

  private TestFields() {}

  static Map<String, Object> of(VerificationTest test) {
    Map<String, Object> fields =
        MAPPER.convertValue(test, new TypeReference<LinkedHashMap<String, Object>>() {});
    fields.remove("type");
    fields.computeIfPresent("url", (_, url) -> USER.matcher(url.toString()).replaceAll("***@"));
    return fields;
  }
}
