package dev.rollback.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobCipherTest {
  private static final MasterKey MASTER = MasterKey.random();
  private static final BlobHeader INDEX = new BlobHeader(BlobKind.INDEX, BlobId.random());

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        BlobCipher.SEGMENT - 1,
        BlobCipher.SEGMENT,
        BlobCipher.SEGMENT + 1,
        3 * BlobCipher.SEGMENT
      })
  void aRunOfAnyLengthComesBack(int length) {
    byte[] plain = Bytes.noise(length, length);

    byte[] sealed = seal(3, plain);

    assertThat(BlobCipher.plainLength(sealed.length)).isEqualTo(length);
    assertThat(open(INDEX, "index/a", 3, sealed)).isEqualTo(plain);
  }

  @Test
  void lengthsThatNoRunHasAreKnown() {
    long segment = BlobCipher.sealedLength(BlobCipher.SEGMENT);

    for (long length : new long[] {0, 1, 15, segment + 1, segment + 16, -5}) {
      assertThat(BlobCipher.plainLength(length)).as("%d", length).isNegative();
    }
  }

  @Test
  void everyFlippedBitBreaksTheSeal() {
    byte[] sealed = seal(0, Bytes.text("bytes"));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(open(INDEX, "index/a", 0, flipped)).as("bit %d", bit).isNull();
    }
  }

  @Test
  void aRunIsNoOtherRunAndInNoOtherBlob() {
    byte[] sealed = seal(0, Bytes.text("bytes"));

    assertThat(open(INDEX, "index/a", 1, sealed)).isNull();
    assertThat(open(INDEX, "index/b", 0, sealed)).isNull();
    assertThat(open(new BlobHeader(BlobKind.OWNER, INDEX.salt()), "index/a", 0, sealed)).isNull();
    assertThat(open(new BlobHeader(BlobKind.INDEX, BlobId.random()), "index/a", 0, sealed))
        .isNull();
  }

  @Test
  void aRunWithoutItsLastSegmentIsFoundOut() {
    byte[] sealed = seal(0, new byte[2 * BlobCipher.SEGMENT]);

    assertThat(open(INDEX, "index/a", 0, Arrays.copyOf(sealed, sealed.length / 2))).isNull();
  }

  @Test
  void aRunWithExchangedSegmentsIsFoundOut() {
    byte[] sealed = seal(0, Bytes.noise(1, 3 * BlobCipher.SEGMENT));
    int segment = sealed.length / 3;
    byte[] exchanged = sealed.clone();
    System.arraycopy(sealed, 0, exchanged, segment, segment);
    System.arraycopy(sealed, segment, exchanged, 0, segment);

    assertThat(open(INDEX, "index/a", 0, exchanged)).isNull();
  }

  private static byte[] seal(long run, byte[] plain) {
    var cipher = new BlobCipher(MASTER);
    cipher.turnTo(INDEX, "index/a");
    byte[] sealed = new byte[(int) BlobCipher.sealedLength(plain.length)];
    assertThat(cipher.seal(run, plain, 0, plain.length, sealed, 0)).isEqualTo(sealed.length);
    return sealed;
  }

  private static byte @Nullable [] open(BlobHeader header, String name, long run, byte[] sealed) {
    var cipher = new BlobCipher(MASTER);
    cipher.turnTo(header, name);
    byte[] plain = new byte[sealed.length];
    int length = cipher.open(run, sealed, 0, sealed.length, plain, 0);
    return length < 0 ? null : Arrays.copyOf(plain, length);
  }
}
