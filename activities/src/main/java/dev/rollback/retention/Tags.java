package dev.rollback.retention;

import java.util.Arrays;
import java.util.Map;

/// Labels, asked for as tags.
final class Tags {
  private Tags() {}

  /// Whether all of some tags are there.
  ///
  /// @param tags with commas between them, each a label's key or `key=value`
  static boolean all(String tags, Map<String, String> labels) {
    return Arrays.stream(tags.split(",", -1)).allMatch(tag -> one(tag, labels));
  }

  private static boolean one(String tag, Map<String, String> labels) {
    int equals = tag.indexOf('=');
    return equals < 0
        ? labels.containsKey(tag)
        : tag.substring(equals + 1).equals(labels.get(tag.substring(0, equals)));
  }
}
