package dev.rollback.worker;

import dev.rollback.payload.PayloadKey;
import dev.rollback.payload.SealingCodec;
import io.temporal.payload.codec.PayloadCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `ROLLBACK_PAYLOAD_KEYS`: `ID=REFERENCE`, separated by commas. The first key seals, all of
/// them open; `none` in the first place opens only.
///
/// A reference is `env:NAME` or `file:/path` of a key; the key itself is refused here.
public final class PayloadKeys {
  private PayloadKeys() {}

  /// What payloads pass through on their way to Temporal: empty where the setting is.
  ///
  /// @throws SettingsException one sentence, without any key
  public static List<PayloadCodec> codecs(Map<String, String> values) {
    String written = values.getOrDefault(Setting.ROLLBACK_PAYLOAD_KEYS.name(), "").strip();
    if (written.isEmpty()) {
      return List.of();
    }
    List<String> entries = new ArrayList<>(List.of(written.split(",", -1)));
    boolean opensOnly = entries.getFirst().strip().equals(SettingsReader.NONE);
    if (opensOnly) {
      entries.removeFirst();
    }
    if (entries.isEmpty()) {
      throw refused("it names no key: give ID=file:/path after none, or unset it");
    }
    List<PayloadKey> keys = new ArrayList<>();
    entries.forEach(entry -> keys.add(key(entry.strip(), values)));
    try {
      return List.of(
          opensOnly
              ? new SealingCodec(Optional.empty(), keys)
              : new SealingCodec(Optional.of(keys.removeFirst()), keys));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static PayloadKey key(String entry, Map<String, String> values) {
    int equals = entry.indexOf('=');
    String reference = entry.substring(equals + 1);
    if (equals < 1 || !(reference.startsWith("env:") || reference.startsWith("file:"))) {
      throw refused("each entry is ID=file:/path or ID=env:NAME, and entries are parted by commas");
    }
    String id = entry.substring(0, equals);
    try {
      return PayloadKey.of(id, SecretReference.resolve(reference, values).value());
    } catch (SettingsException e) {
      throw refused("key " + id + " " + e.problems().getFirst());
    } catch (IllegalArgumentException e) {
      throw refused("key " + id + ": its text " + e.getMessage());
    }
  }

  private static SettingsException refused(String what) {
    return new SettingsException(
        List.of(Setting.ROLLBACK_PAYLOAD_KEYS + " cannot be used: " + what + "."));
  }
}
