package dev.rollback.worker;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// Every setting that a process of this product reads, from the environment or a settings file.
public enum Setting {
  ROLLBACK_DATABASE_URL,
  ROLLBACK_DATABASE_USER,
  ROLLBACK_DATABASE_PASSWORD,
  ROLLBACK_DATABASE_PASSWORD_FILE,
  ROLLBACK_STORE,
  ROLLBACK_STORE_KEY,
  ROLLBACK_STATE,
  ROLLBACK_ALLOWED_ROOTS,
  ROLLBACK_TASK_QUEUE,
  ROLLBACK_HOST,
  ROLLBACK_COMMANDS,
  ROLLBACK_SECRETS,
  ROLLBACK_PAYLOAD_KEYS,
  ROLLBACK_HTTP,
  ROLLBACK_LOG_FORMAT,
  /// For `rollback dev` only, as are the four after it.
  ROLLBACK_DEV_STATE_DIR,
  ROLLBACK_DEV_PORT,
  ROLLBACK_DEV_UI_PORT,
  ROLLBACK_DEV_ALLOW,
  ROLLBACK_DEV_OFFLINE,
  /// Read by commands, by the launcher and by the tests, as are the three after it; no process
  /// refuses them.
  ROLLBACK_DEBUG,
  ROLLBACK_JAVA_HOME,
  ROLLBACK_JAVA_OPTIONS,
  ROLLBACK_REQUIRE;

  /// What a request may name as a secret; the rest of such a name is the operator's.
  public static final String SECRET_PREFIX = "ROLLBACK_SECRET_";

  private static final String PREFIX = "ROLLBACK_";
  private static final int FARTHEST = 4;

  /// Whether a variable claims to be a setting of this product and is none.
  static boolean isUnknown(String name) {
    return name.startsWith(PREFIX)
        && !name.startsWith(SECRET_PREFIX)
        && Arrays.stream(values()).noneMatch(setting -> setting.name().equals(name));
  }

  /// The setting that was probably meant, if one is near enough.
  static Optional<Setting> nearest(String name) {
    return Arrays.stream(values())
        .min(Comparator.comparingInt(setting -> distance(setting.name(), name)))
        .filter(setting -> distance(setting.name(), name) <= FARTHEST);
  }

  /// Levenshtein's distance: how many letters must be added, dropped or changed.
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, column -> column);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
