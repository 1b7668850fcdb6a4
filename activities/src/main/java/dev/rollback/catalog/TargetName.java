package dev.rollback.catalog;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A target in its one spelling: `host:/a/b` without doubled or trailing slashes and without
/// `.`, or `host:name`.
record TargetName(String text) {
  private static final Pattern SLASHES = Pattern.compile("/+");

  /// @throws RollbackException `InvalidRequest` for what is neither `host:/path` nor `host:name`,
  ///     or climbs with `..`
  static TargetName of(String text) {
    int colon = text.indexOf(':');
    require(colon > 0 && colon < text.length() - 1, text, "is not host:path or host:name");
    require(text.indexOf('\0') < 0, text, "holds a NUL");
    require(StandardCharsets.UTF_8.newEncoder().canEncode(text), text, "is not Unicode text");
    String path = text.substring(colon + 1);
    return path.startsWith("/")
        ? new TargetName(text.substring(0, colon + 1) + plain(text, path))
        : new TargetName(text);
  }

  private static String plain(String text, String path) {
    var steps = new ArrayList<String>();
    for (String step : SLASHES.split(path, -1)) {
      require(!step.equals(".."), text, "climbs with ..; name the target by its real path");
      if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
      }
    }
    return "/" + String.join("/", steps);
  }

  /// Every target that covers this one: itself, then each directory above it.
  List<String> coveredBy() {
    var covers = new ArrayList<String>();
    covers.add(text);
    int root = text.indexOf(":/") + 1;
    if (root > 0) {
      for (int slash = text.lastIndexOf('/'); slash > root; ) {
        covers.add(text.substring(0, slash));
        slash = text.lastIndexOf('/', slash - 1);
      }
      covers.add(text.substring(0, root + 1));
    }
    return covers;
  }

  /// What every target beneath this one begins with.
  String beneath() {
    return text.endsWith(":/") ? text : text + "/";
  }

  private static void require(boolean condition, String text, String why) {
    if (!condition) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "Target \"%s\" cannot be locked: it %s.".formatted(text, why));
    }
  }
}
