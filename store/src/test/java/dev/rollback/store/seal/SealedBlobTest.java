package dev.rollback.store.seal;

import static dev.rollback.store.StoreException.Kind.CORRUPT;
import static dev.rollback.store.StoreException.Kind.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedBlobTest {
  private static final MasterKey MASTER = MasterKey.random();
  private static final byte[] PLAIN = Bytes.text("what an owner keeps");

  @TempDir private Path directory;
  private Blobs blobs;

  @BeforeEach
  void place() {
    blobs = new DirectoryBlobs(directory);
  }

  @Test
  void whatIsSealedIsRead() throws StoreException {
    blobs.create("owners/a", sealed("owners/a"));

    assertThat(read("owners/a")).isEqualTo(PLAIN);
  }

  @Test
  void aBlobUnderAnothersNameIsFoundOut() throws StoreException {
    blobs.create("owners/b", sealed("owners/a"));

    assertThat(Trouble.thrownBy(() -> read("owners/b")))
        .hasMessageContaining("owners/b")
        .hasMessageContaining(directory.toString())
        .extracting(StoreException::kind)
        .isEqualTo(CORRUPT);
  }

  @Test
  void everyFlippedBitIsFoundOut() throws StoreException {
    byte[] good = sealed("owners/a");
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      blobs.replace("owners/a", flipped);

      assertThat(Trouble.of(() -> read("owners/a"))).as("bit %d", bit).isEqualTo(CORRUPT);
    }
  }

  @Test
  void everyCutIsFoundOut() throws StoreException {
    byte[] good = sealed("owners/a");
    for (int length = 0; length < good.length; length++) {
      blobs.replace("owners/a", Arrays.copyOf(good, length));

      assertThat(Trouble.of(() -> read("owners/a"))).as("length %d", length).isEqualTo(CORRUPT);
    }
  }

  @Test
  void aMissingBlobIsMissing() {
    assertThat(Trouble.of(() -> read("owners/a"))).isEqualTo(MISSING);
  }

  private static byte[] sealed(String name) {
    return SealedBlob.seal(MASTER, BlobKind.OWNER, name, PLAIN);
  }

  private byte[] read(String name) throws StoreException {
    return SealedBlob.read(blobs, MASTER, BlobKind.OWNER, name, 1_000);
  }
}
