package dev.rollback.store.blob;

import java.util.regex.Pattern;

/// What a blob may be called, on every storage: nothing that a file system or a server would read
/// as a way out of the store.
final class BlobName {
  /// Where what is being written lies; no blob's name begins so.
  static final String TEMPORARY = "temporary/";

  private static final String SEGMENT = "(?!\\.{1,2}(/|\\z))[A-Za-z0-9._+-]{1,255}";
  private static final Pattern NAME = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,7}");

  private BlobName() {}

  /// The name itself; refuses what is no name with [IllegalArgumentException].
  static String checked(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "A blob's name is segments of [A-Za-z0-9._+-] joined by '/', none of them '.' or '..',"
              + " and does not begin with '"
              + TEMPORARY
              + "'.");
    }
    return name;
  }

  /// The prefix itself; refuses what is neither empty nor a name with a `/` behind it.
  static String checkedPrefix(String prefix) {
    if (!prefix.isEmpty()) {
      if (!prefix.endsWith("/")) {
        throw new IllegalArgumentException("A prefix of names is empty or ends with '/'.");
      }
      checked(prefix.substring(0, prefix.length() - 1));
    }
    return prefix;
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches() && !(text + "/").startsWith(TEMPORARY);
  }
}
