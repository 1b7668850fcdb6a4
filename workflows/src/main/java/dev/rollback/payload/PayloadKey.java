package dev.rollback.payload;

import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// A key of 256 bits with the name under which sealed payloads ask for it. Printed, it is its name.
///
/// @param id 1 to 64 of `[A-Za-z0-9._-]`; it stands in the clear beside everything that it seals
public record PayloadKey(String id, SecretKey secret) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int BYTES = 32;

  public PayloadKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "is of no use without a good id: give it 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }

  /// @param base64 32 random bytes, as `openssl rand -base64 32` prints them
  /// @throws IllegalArgumentException half a sentence that goes on after the key's name; it
  ///     never shows the text
  public static PayloadKey of(String id, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("is not base64");
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "has %d bytes, not %d: make one with openssl rand -base64 32"
              .formatted(bytes.length, BYTES));
    }
    return new PayloadKey(id, new SecretKeySpec(bytes, "AES"));
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
