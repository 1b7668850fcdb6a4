package dev.rollback.store.packed;

import static dev.rollback.store.StoreException.Kind.CORRUPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.MemoryBlobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever happens to a store's bytes, nobody is ever given wrong ones.
class DamageTest {
  private static final int BITS_EACH = Boolean.getBoolean("rollback.soak") ? 1 : 7;

  private final MemoryBlobs blobs = new MemoryBlobs();

  @BeforeEach
  void fill() throws IOException {
    try (SnapshotStore store = SmallStore.open(blobs)) {
      SmallStore.fill(store);
    }
  }

  /// One bit of each byte, another one from byte to byte; with `-Psoak`, every bit.
  @Test
  void everyFlippedBitIsFoundByACheckAndNeverReadAsGood() throws IOException {
    for (String name : names()) {
      byte[] good = blobs.read(name, 1 << 20);
      for (int bit = 0; bit < good.length * 8; bit += BITS_EACH) {
        byte[] flipped = good.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        blobs.replace(name, flipped);

        assertNeverWrong(name + " bit " + bit, !name.endsWith("_metadata.json"));
      }
      blobs.replace(name, good);
    }
    assertThat(errors()).isEmpty();
  }

  @Test
  void everyCutIsFoundByACheckAndNeverReadAsGood() throws IOException {
    for (String name : names()) {
      byte[] good = blobs.read(name, 1 << 20);
      for (int length = 0; length < good.length; length += 1 + length / 40) {
        blobs.replace(name, Arrays.copyOf(good, length));

        assertNeverWrong(name + " cut to " + length, !name.endsWith("_metadata.json"));
      }
      blobs.replace(name, good);
    }
  }

  @Test
  void everyMissingBlobIsAnErrorAndNeverWrongBytes() throws IOException {
    for (String name : names()) {
      if (name.startsWith("owners/")) {
        continue; // An owner without a list is no owner.
      }
      byte[] good = blobs.read(name, 1 << 20);
      blobs.delete(name);

      assertNeverWrong(name + " missing", name.startsWith("packs/") || name.startsWith("index/"));
      blobs.replace(name, good);
    }
  }

  @Test
  void aBlobInThePlaceOfAnotherIsNeverReadAsGood() throws IOException {
    List<String> names = names();
    for (String name : names) {
      byte[] good = blobs.read(name, 1 << 20);
      for (String other : names) {
        if (!other.equals(name) && !name.endsWith("_metadata.json")) {
          blobs.replace(name, blobs.read(other, 1 << 20));

          assertNeverWrong(other + " as " + name, true);
        }
      }
      blobs.replace(name, good);
    }
  }

  private void assertNeverWrong(String what, boolean mustBeFound) throws IOException {
    try (SnapshotStore store = SmallStore.open(blobs)) {
      List<StoreException> errors = SmallStore.read(store);
      if (mustBeFound && errors.isEmpty()) {
        assertThat(store.check(true).intact()).as(what).isFalse();
      }
    } catch (StoreException refused) {
      assertThat(refused.getMessage()).as(what).contains("memory");
    } catch (AssertionError wrong) {
      throw new AssertionError(what + ": " + wrong.getMessage(), wrong);
    }
  }

  private List<StoreException> errors() throws IOException {
    try (SnapshotStore store = SmallStore.open(blobs)) {
      return SmallStore.read(store);
    }
  }

  @Test
  void whatAMissingPackHeldIsStoredAgain() throws IOException {
    for (String name : names()) {
      if (name.startsWith("packs/")) {
        blobs.delete(name);
      }
    }
    try (SnapshotStore store = SmallStore.open(blobs)) {
      assertThat(SmallStore.read(store)).isNotEmpty();
      SmallStore.fill(store);

      assertThat(SmallStore.read(store)).isEmpty();
    }
  }

  @Test
  void keepingAContentOfAPackCutOffIsRefused() throws IOException {
    for (String name : names()) {
      if (name.startsWith("packs/")) {
        blobs.truncate(name, 30);
      }
    }
    try (SnapshotStore store = SmallStore.open(blobs);
        SnapshotWriter writer = store.writer(new Owner("new"))) {
      assertThat(Trouble.of(() -> writer.keep(ContentId.of(SmallStore.PACKED)))).isEqualTo(CORRUPT);
    }
  }

  @Test
  void anErrorNamesTheContentThePackAndTheStore() throws IOException {
    for (String name : names()) {
      if (name.startsWith("packs/")) {
        blobs.damage(name, bytes -> bytes[40] ^= 1);
      }
    }

    assertThat(errors())
        .isNotEmpty()
        .allSatisfy(
            error ->
                assertThat(error.getMessage()).contains("packs/", "memory", "Check the store"));
  }

  @Test
  void theLastBytesOfADamagedLongContentAreNeverHandedOut() throws IOException {
    byte[] content = Bytes.noise(3, 9_000);
    ContentId id;
    try (SnapshotStore store = SmallStore.open(blobs)) {
      List<String> before = names();
      try (SnapshotWriter writer = store.writer(new Owner("long"))) {
        id = writer.write(content);
        writer.commit();
      }
      List<String> fresh = new ArrayList<>(names());
      fresh.removeAll(before);
      fresh.removeIf(name -> !name.startsWith("packs/") || length(name) < content.length);
      blobs.damage(fresh.getFirst(), bytes -> bytes[bytes.length / 2] ^= 1);
    }
    byte[] target = new byte[content.length];
    try (SnapshotStore store = SmallStore.open(blobs);
        InputStream stream = store.reader().open(id)) {
      assertThat(Trouble.of(() -> stream.readNBytes(target, 0, target.length))).isEqualTo(CORRUPT);
      assertThat(Trouble.of(stream::read)).isEqualTo(CORRUPT);
      assertThat(target[target.length - 1]).isZero();
    }
  }

  private long length(String name) {
    return blobs.status(name).orElseThrow().length();
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    blobs.list("", blob -> names.add(blob.name()));
    return names;
  }
}
