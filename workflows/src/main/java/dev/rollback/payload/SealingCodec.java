package dev.rollback.payload;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Seals payloads with AES-256-GCM and opens them again; whatever somebody else encoded passes
/// through, so a caller without keys is still understood.
///
/// A sealed payload is laid out as in Temporal's own samples for Go, Java, Python, TypeScript and
/// .NET: encoding `binary/encrypted`, the key's id in `encryption-key-id`, and as data a nonce of
/// 12 bytes followed by the sealed payload with its tag of 16.
///
/// Thread-safe.
public final class SealingCodec implements PayloadCodec {
  private static final String ENCODING = "encoding";
  private static final String KEY_ID = "encryption-key-id";
  private static final String CIPHER_NAME = "encryption-cipher";
  private static final ByteString SEALED = ByteString.copyFromUtf8("binary/encrypted");
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Optional<PayloadKey> sealing;
  private final Map<String, PayloadKey> keys;
  private final SecureRandom random = new SecureRandom();

  /// @param sealing what seals; empty to leave payloads as they are and only open sealed ones
  /// @param others older keys, or newer ones that do not seal yet
  public SealingCodec(Optional<PayloadKey> sealing, List<PayloadKey> others) {
    this.sealing = sealing;
    this.keys = new LinkedHashMap<>();
    sealing.ifPresent(key -> keys.put(key.id(), key));
    for (PayloadKey key : others) {
      if (keys.put(key.id(), key) != null) {
        throw new IllegalArgumentException("There are two keys with the id " + key.id());
      }
    }
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return sealing.isEmpty()
        ? payloads
        : payloads.stream().map(each -> sealed(each, sealing.get())).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::opened).toList();
  }

  private Payload sealed(Payload payload, PayloadKey key) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
      byte[] body = cipher.doFinal(payload.toByteArray());
      return Payload.newBuilder()
          .putMetadata(ENCODING, SEALED)
          .putMetadata(CIPHER_NAME, ByteString.copyFromUtf8(CIPHER))
          .putMetadata(KEY_ID, ByteString.copyFromUtf8(key.id()))
          .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(body)))
          .build();
    } catch (GeneralSecurityException e) {
      throw new PayloadCodecException("A payload cannot be sealed.", e);
    }
  }

  private Payload opened(Payload payload) {
    if (!SEALED.equals(payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY))) {
      return payload;
    }
    String id = payload.getMetadataOrDefault(KEY_ID, ByteString.EMPTY).toStringUtf8();
    PayloadKey key = keys.get(id);
    if (key == null) {
      throw new PayloadCodecException(
          "A payload is sealed with the key \"%s\", which is not among ours: %s."
              .formatted(shown(id), keys.keySet().stream().collect(Collectors.joining(", "))));
    }
    byte[] data = payload.getData().toByteArray();
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(
          Cipher.DECRYPT_MODE,
          key.secret(),
          new GCMParameterSpec(TAG_BITS, Arrays.copyOf(data, NONCE_BYTES)));
      int length = Math.max(0, data.length - NONCE_BYTES);
      return Payload.parseFrom(cipher.doFinal(data, data.length - length, length));
    } catch (GeneralSecurityException | InvalidProtocolBufferException e) {
      throw new PayloadCodecException(
          "A payload that names the key %s cannot be opened with it: it was changed, or sealed with another key of that name."
              .formatted(id),
          e);
    }
  }

  private static String shown(String id) {
    return id.length() > 64 ? id.substring(0, 64) + "…" : id;
  }
}
