package dev.rollback.store.chunk;

import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.NamedValues;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import javax.crypto.Mac;

/// How a store cuts and batches contents: the same for all who write to it, so that equal contents
/// give equal pieces.
///
/// @param minimum bytes in the longest content that is never cut, and in the shortest piece
/// @param average bytes in a piece, on average; a power of two
/// @param maximum bytes in the longest piece
/// @param frame bytes of small contents that are compressed together
public record Parameters(int minimum, int average, int maximum, int frame) {
  /// What new stores have.
  public static final Parameters USUAL = new Parameters(256 << 10, 1 << 20, 4 << 20, 128 << 10);

  /// The blob's name.
  public static final String NAME = "parameters";

  /// Bytes that no such blob exceeds.
  public static final int MOST_BYTES = 1_024;

  private static final int LEAST = 64;
  private static final int MOST = 4 << 20;
  private static final String CHUNKER = "fastcdc-2020";
  private static final String PROOF = "proof";
  private static final List<String> NAMES =
      List.of("rollback-parameters", "chunker", "minimum", "average", "maximum", "frame", PROOF);

  /// @throws IllegalArgumentException beyond the limits of the format
  public Parameters {
    require(minimum >= LEAST && minimum < average, "its minimum is out of bounds");
    require(Integer.bitCount(average) == 1, "its average is not a power of two");
    require(maximum > average && maximum <= MOST, "its maximum is out of bounds");
    require(frame >= LEAST && frame <= MOST, "its frame is out of bounds");
  }

  private static void require(boolean valid, String what) {
    if (!valid) {
      throw new IllegalArgumentException(what);
    }
  }

  /// The cutter of a store with this key.
  public Chunker chunker(MasterKey master) {
    return new Chunker(this, secret(master, "AES", "chunker"));
  }

  /// The blob's bytes, which end with a proof under the store's key.
  public byte[] encode(MasterKey master) {
    byte[] unproved = encode("");
    int text = unproved.length - PROOF.length() - ": \n".length();
    return encode(HexFormat.of().formatHex(proof(master, Arrays.copyOf(unproved, text))));
  }

  private byte[] encode(String proof) {
    var values = new LinkedHashMap<String, String>();
    String[] each = {
      "1", CHUNKER, number(minimum), number(average), number(maximum), number(frame), proof
    };
    for (int i = 0; i < each.length; i++) {
      values.put(NAMES.get(i), each[i]);
    }
    return new NamedValues(values).encode();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalArgumentException when a bit of it is another
  public static Parameters decode(byte[] bytes, MasterKey master) {
    NamedValues values = NamedValues.decode(bytes, NAMES);
    values.number(NAMES.getFirst(), 1, 1);
    require(values.text("chunker").equals(CHUNKER), "its chunker is not " + CHUNKER);
    var parameters =
        new Parameters(
            values.number("minimum", LEAST, MOST),
            values.number("average", LEAST, MOST),
            values.number("maximum", LEAST, MOST),
            values.number("frame", LEAST, MOST));
    require(MessageDigest.isEqual(parameters.encode(master), bytes), "its proof is wrong");
    return parameters;
  }

  private static byte[] proof(MasterKey master, byte[] text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(master.of("HmacSHA256", purpose("parameters")));
      return mac.doFinal(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has HmacSHA256.", impossible);
    }
  }

  private static byte[] secret(MasterKey master, String algorithm, String purpose) {
    return master.of(algorithm, purpose(purpose)).getEncoded();
  }

  private static byte[] purpose(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String number(int value) {
    return Integer.toString(value);
  }
}
