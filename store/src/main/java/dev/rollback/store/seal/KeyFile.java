package dev.rollback.store.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The master key, wrapped under a passphrase or, in a store without one, under what everybody
/// knows.
///
/// @param cost empty where no passphrase is needed
/// @param salt of the wrapping key, which so wraps one thing only
/// @param wrapped 96 hexadecimal digits: the master key and its tag
public record KeyFile(
    BlobId id, Optional<KeyCost> cost, BlobId salt, Instant created, String label, String wrapped) {
  /// Bytes that no key file exceeds.
  static final int MOST_BYTES = 1_024;

  private static final String ARGON2ID = "argon2id";
  private static final String NONE = "none";
  private static final String WRAPPED = "wrapped";
  private static final List<String> NAMES =
      List.of(
          "rollback-key",
          "kdf",
          "memory_kib",
          "iterations",
          "parallelism",
          "salt",
          "created",
          "label",
          WRAPPED);
  private static final Pattern LABEL = Pattern.compile("[ -~]{0,100}");
  private static final Pattern KEY_AND_TAG = Pattern.compile("[0-9a-f]{96}");

  public KeyFile {
    if (!LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "The label of a key is at most 100 printable ASCII characters.");
    }
    if (!KEY_AND_TAG.matcher(wrapped).matches()) {
      throw new IllegalArgumentException("its wrapped key is not 96 hexadecimal digits");
    }
  }

  /// Wraps a master key.
  ///
  /// @param passphrase empty for a key that anybody can unwrap
  static KeyFile wrap(
      BlobId id,
      MasterKey master,
      Optional<byte[]> passphrase,
      KeyCost cost,
      Instant now,
      String label) {
    var blank =
        new KeyFile(
            id,
            passphrase.map(_ -> cost),
            BlobId.random(),
            now.truncatedTo(ChronoUnit.SECONDS),
            label,
            "0".repeat(96));
    byte[] plain = master.bytes();
    try {
      byte[] wrapped = blank.cipher(Cipher.ENCRYPT_MODE, passphrase).doFinal(plain);
      return new KeyFile(
          id, blank.cost, blank.salt, blank.created, label, HexFormat.of().formatHex(wrapped));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM seals whatever it is given.", impossible);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// The master key; empty when this is not its passphrase, or a bit of the file was changed.
  ///
  /// @param passphrase must be there when a cost is
  Optional<MasterKey> unwrap(Optional<byte[]> passphrase) {
    byte[] plain = {};
    try {
      plain = cipher(Cipher.DECRYPT_MODE, passphrase).doFinal(HexFormat.of().parseHex(wrapped));
      return Optional.of(MasterKey.of(plain));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM opens whatever has a tag.", impossible);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private Cipher cipher(int mode, Optional<byte[]> passphrase) throws GeneralSecurityException {
    byte[] key = cost.isEmpty() ? new byte[MasterKey.BYTES] : stretched(passphrase.orElseThrow());
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, new byte[12]));
    byte[] text = encode();
    cipher.updateAAD((name() + "\n").getBytes(US_ASCII));
    cipher.updateAAD(text, 0, text.length - WRAPPED.length() - 2 - wrapped.length() - 1);
    Arrays.fill(key, (byte) 0);
    return cipher;
  }

  private byte[] stretched(byte[] passphrase) {
    byte[] salts = new byte[BlobId.BYTES];
    salt.write(salts, 0);
    return Stretching.stretch(passphrase, salts, cost.orElseThrow());
  }

  /// Its blob's name.
  String name() {
    return "keys/" + id;
  }

  /// Whether a passphrase unwraps it.
  public boolean needsPassphrase() {
    return cost.isPresent();
  }

  byte[] encode() {
    var values = new LinkedHashMap<String, String>();
    String[] each = {
      "1",
      needsPassphrase() ? ARGON2ID : NONE,
      number(cost.map(KeyCost::memoryKib)),
      number(cost.map(KeyCost::iterations)),
      number(cost.map(KeyCost::parallelism)),
      salt.hex(),
      created.toString(),
      label,
      wrapped
    };
    for (int i = 0; i < each.length; i++) {
      values.put(NAMES.get(i), each[i]);
    }
    return new NamedValues(values).encode();
  }

  private static String number(Optional<Integer> value) {
    return value.map(String::valueOf).orElse("0");
  }

  /// Reads a key file.
  ///
  /// @throws IllegalArgumentException that says what is wrong with it
  static KeyFile decode(BlobId id, byte[] bytes) {
    NamedValues values = NamedValues.decode(bytes, NAMES);
    values.number("rollback-key", 1, 1);
    var key =
        new KeyFile(
            id,
            cost(values),
            BlobId.parse(values.text("salt")),
            time(values.text("created")),
            values.text("label"),
            values.text(WRAPPED));
    if (!Arrays.equals(key.encode(), bytes)) {
      throw new IllegalArgumentException("it is not written as keys are");
    }
    return key;
  }

  private static Optional<KeyCost> cost(NamedValues values) {
    return switch (values.text("kdf")) {
      case NONE -> Optional.empty();
      case ARGON2ID ->
          Optional.of(
              new KeyCost(
                  values.number("memory_kib", 1, KeyCost.MOST_MEMORY_KIB),
                  values.number("iterations", 1, KeyCost.MOST_ITERATIONS),
                  values.number("parallelism", 1, KeyCost.MOST_PARALLELISM)));
      default -> throw new IllegalArgumentException("its kdf is neither argon2id nor none");
    };
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException("its time of creation is none", malformed);
    }
  }
}
