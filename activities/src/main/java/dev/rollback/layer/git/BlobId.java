package dev.rollback.layer.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The name that git gives to a file's bytes.
final class BlobId {
  private static final int BUFFER = 64 * 1024;

  private BlobId() {}

  /// Of these bytes as they are, without any conversion.
  ///
  /// @param size how many they are meant to be
  static String of(Repository repository, long size, InputStream content) throws IOException {
    MessageDigest digest = digest(repository.objectFormat());
    digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
    var buffer = new byte[BUFFER];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// What a repository of this object format names its objects by.
  static MessageDigest digest(String objectFormat) {
    try {
      return MessageDigest.getInstance(objectFormat.equals("sha256") ? "SHA-256" : "SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1 and SHA-256.", e);
    }
  }
}
