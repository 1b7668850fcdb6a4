package dev.rollback.store.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// Seals and opens runs of bytes under the key of one blob at a time. For one thread.
///
/// A *run* is any number of bytes, cut into segments of [#SEGMENT], each sealed by AES-256-GCM. A
/// blob has up to 2³² runs, each of them sealed once. No segment can be exchanged for another, left
/// out, or taken from another blob without being found out.
public final class BlobCipher {
  /// Plain bytes in a segment; the last of a run has less.
  public static final int SEGMENT = 512 << 10;

  /// The run that is sealed last: a pack's directory, an index's table.
  public static final long LAST_RUN = 0xffff_ffffL;

  private static final int TAG = 16;
  private static final int SEALED = SEGMENT + TAG;

  private final Cipher cipher;
  private final byte[] nonce = new byte[12];
  private final MasterKey master;
  private byte[] associated = {};
  private @Nullable SecretKey key;

  public BlobCipher(MasterKey master) {
    this.master = master;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has AES-GCM.", impossible);
    }
  }

  /// Turns to a blob.
  ///
  /// @param name its name in the store, which is sealed with it unless it is a pack
  public void turnTo(BlobHeader header, String name) {
    byte[] start = header.encode();
    byte[] end = header.kind().isNamed() ? name.getBytes(US_ASCII) : new byte[0];
    associated = Arrays.copyOf(start, start.length + end.length);
    System.arraycopy(end, 0, associated, start.length, end.length);
    key = master.of(header);
  }

  /// Bytes that a run takes when it is sealed.
  public static long sealedLength(long plain) {
    return plain + TAG * Math.max(1, (plain + SEGMENT - 1) / SEGMENT);
  }

  /// Bytes in a run that takes so many when it is sealed; negative when none does.
  public static long plainLength(long sealed) {
    long segments = (sealed + SEALED - 1) / SEALED;
    long plain = sealed - TAG * Math.max(1, segments);
    return plain >= 0 && sealedLength(plain) == sealed ? plain : -1;
  }

  /// Seals a run and answers how many bytes that gave. A blob's run is sealed once.
  public int seal(long run, byte[] plain, int offset, int length, byte[] into, int at) {
    int from = offset;
    int to = at;
    int end = offset + length;
    try {
      for (int segment = 0; segment == 0 || from < end; segment++) {
        int count = Math.min(SEGMENT, end - from);
        begin(Cipher.ENCRYPT_MODE, run, segment, from + count == end);
        to += cipher.doFinal(plain, from, count, into, to);
        from += count;
      }
      return to - at;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM seals whatever it is given.", impossible);
    }
  }

  /// Opens a run.
  ///
  /// @param into has room for what [#plainLength] says
  /// @return bytes in the run; negative when its seal is broken
  public int open(long run, byte[] sealed, int offset, int length, byte[] into, int at) {
    if (plainLength(length) < 0) {
      return -1;
    }
    int from = offset;
    int to = at;
    int end = offset + length;
    try {
      for (int segment = 0; from < end; segment++) {
        int count = Math.min(SEALED, end - from);
        begin(Cipher.DECRYPT_MODE, run, segment, from + count == end);
        to += cipher.doFinal(sealed, from, count, into, to);
        from += count;
      }
      return to - at;
    } catch (AEADBadTagException broken) {
      return -1;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM opens whatever has a tag.", impossible);
    }
  }

  private void begin(int mode, long run, int segment, boolean last)
      throws GeneralSecurityException {
    long number = (run << 16) | segment;
    for (int i = 0; i < 8; i++) {
      nonce[i] = (byte) (number >>> (8 * i));
    }
    nonce[8] = (byte) (last ? 1 : 0);
    cipher.init(mode, Objects.requireNonNull(key), new GCMParameterSpec(8 * TAG, nonce));
    cipher.updateAAD(associated);
  }
}
