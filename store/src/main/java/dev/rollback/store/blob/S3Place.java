package dev.rollback.store.blob;

import java.util.regex.Pattern;

/// A prefix in a bucket: `s3://bucket/prefix`, or a whole bucket: `s3://bucket`.
///
/// @param prefix empty, or segments that blobs' names may have, each with a `/` behind it
record S3Place(String bucket, String prefix) {
  private static final String SCHEME = "s3://";
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  S3Place {
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "A bucket has 3 to 63 of [a-z0-9.-] and begins and ends with a letter or digit.");
    }
    BlobName.checkedPrefix(prefix);
  }

  /// Whether a place's text means one in S3.
  static boolean isMeantBy(String place) {
    return place.startsWith(SCHEME);
  }

  /// Reads `s3://bucket/prefix`, with or without a `/` at its end; refuses everything else with
  /// [IllegalArgumentException].
  static S3Place parse(String address) {
    if (!isMeantBy(address)) {
      throw new IllegalArgumentException("An address in S3 begins with " + SCHEME + ".");
    }
    String rest = address.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    if (slash < 0) {
      return new S3Place(rest, "");
    }
    String prefix = rest.substring(slash + 1);
    boolean whole = prefix.isEmpty() || prefix.endsWith("/");
    return new S3Place(rest.substring(0, slash), whole ? prefix : prefix + "/");
  }

  /// The key of the blob of this name.
  String key(String name) {
    return prefix + BlobName.checked(name);
  }

  /// The key of what is no blob.
  String temporaryKey(String name) {
    return prefix + BlobName.TEMPORARY + name;
  }

  /// The name of the blob of this key, which begins with the prefix.
  String name(String key) {
    return key.substring(prefix.length());
  }

  /// The address.
  @Override
  public String toString() {
    String shown = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return SCHEME + bucket + shown;
  }
}
