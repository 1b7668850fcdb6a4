package dev.rollback.store.directory;

import static dev.rollback.store.StoreException.Kind.CORRUPT;
import static dev.rollback.store.StoreException.Kind.FAILED;
import static dev.rollback.store.StoreException.Kind.MISSING;
import static dev.rollback.store.StoreException.Kind.UNKNOWN_FORMAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.CheckReport;
import dev.rollback.store.CheckReport.Damage;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamageTest {
  private static final Owner WEB = new Owner("web");
  private static final Owner PLAN = new Owner("plan/ab12");
  private static final byte[] RAW = Bytes.text("raw");
  private static final byte[] PACKED = Bytes.text("packed ".repeat(20));

  @TempDir private Path directory;
  private SnapshotStore store;
  private Layout layout;

  @BeforeEach
  void fillStore() throws IOException {
    store = DirectoryStore.open(directory);
    layout = new Layout(directory.toRealPath());
    write(WEB, RAW, PACKED);
    write(PLAN, PACKED);
  }

  @AfterEach
  void closeStore() throws StoreException {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "packed"})
  void everyFlippedBitOfASmallContentIsReportedAndNeverReadAsGood(String which) throws IOException {
    byte[] content = which.equals("raw") ? RAW : PACKED;
    ContentId id = ContentId.of(content);
    List<Owner> owners = which.equals("raw") ? List.of(WEB) : List.of(WEB, PLAN);
    Path file = layout.content(id);
    byte[] good = Files.readAllBytes(file);
    for (int bit = 0; bit < good.length * 8; bit++) {
      put(file, flipped(good, bit));

      assertThat(Trouble.of(() -> store.reader().read(id, 1_000)))
          .as("bit %d", bit)
          .isEqualTo(CORRUPT);
      assertThat(Trouble.of(() -> store.reader().verify(id))).as("bit %d", bit).isEqualTo(CORRUPT);
      Damage damage = onlyDamage(store.check(true));
      assertThat(damage.content()).as("bit %d", bit).hasValue(id);
      assertThat(damage.owners()).containsExactlyInAnyOrderElementsOf(owners);
    }
    Files.write(file, good);
    assertThat(store.check(true).intact()).isTrue();
  }

  @Test
  void everyFlippedBitOfAnOwnerListIsReportedAndStopsCollections() throws IOException {
    Path file = layout.ownerList(WEB);
    byte[] good = Files.readAllBytes(file);
    for (int bit = 0; bit < good.length * 8; bit++) {
      put(file, flipped(good, bit));

      assertThat(Trouble.of(() -> store.contents(WEB))).as("bit %d", bit).isEqualTo(CORRUPT);
      if (bit % 8 == 0) {
        assertThat(Trouble.of(() -> store.collect(Duration.ZERO)))
            .as("bit %d", bit)
            .isEqualTo(CORRUPT);
      }
      assertThat(onlyDamage(store.check(false)).owners()).as("bit %d", bit).containsExactly(WEB);
    }
    Files.write(file, good);
    assertThat(store.check(true).intact()).isTrue();
  }

  @Test
  void everyFlippedBitOfTheFormatMarkIsReportedAndRefused() throws IOException {
    byte[] good = Files.readAllBytes(layout.format());
    for (int bit = 0; bit < good.length * 8; bit++) {
      put(layout.format(), flipped(good, bit));

      assertThat(onlyDamage(store.check(false)).kind()).as("bit %d", bit).isEqualTo(UNKNOWN_FORMAT);
      assertThat(Trouble.of(() -> DirectoryStore.open(directory)))
          .as("bit %d", bit)
          .isEqualTo(UNKNOWN_FORMAT);
    }
  }

  static Stream<byte[]> large() {
    return Stream.of(Bytes.noise(1, 400_000), Bytes.prose(2, 400_000), new byte[400_000]);
  }

  @ParameterizedTest
  @MethodSource("large")
  void sampledFlippedBitsOfLargeContentAreReportedAndNeverReadAsGood(byte[] content)
      throws IOException {
    ContentId id = write(WEB, content);
    Path file = layout.content(id);
    byte[] good = Files.readAllBytes(file);
    var random = new Random(content[1]);
    for (int sample = 0; sample < 200; sample++) {
      int bit = random.nextInt(good.length * 8);
      put(file, flipped(good, bit));

      assertThat(Trouble.of(() -> store.reader().read(id, content.length)))
          .as("bit %d", bit)
          .isEqualTo(CORRUPT);
    }
    assertThat(onlyDamage(store.check(true)).content()).hasValue(id);
  }

  @ParameterizedTest
  @MethodSource("large")
  void aContentCutOffAnywhereIsReportedWithoutReadingItsData(byte[] content) throws IOException {
    ContentId id = write(WEB, content);
    Path file = layout.content(id);
    byte[] good = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 31, 32, 33, good.length / 2, good.length - 1}) {
      Files.write(file, Arrays.copyOf(good, Math.min(length, good.length - 1)));

      assertThat(Trouble.of(() -> store.reader().open(id)))
          .as("length %d", length)
          .isEqualTo(CORRUPT);
      assertThat(onlyDamage(store.check(false)).content()).hasValue(id);
    }
  }

  @Test
  void aContentThatGrewIsReported() throws IOException {
    ContentId id = ContentId.of(RAW);
    Path file = layout.content(id);
    byte[] good = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(good, good.length + 1));

    assertThat(Trouble.of(() -> store.reader().read(id, 100))).isEqualTo(CORRUPT);
    assertThat(onlyDamage(store.check(false)).content()).hasValue(id);
  }

  @Test
  void aSoundFileOfAnotherContentIsReported() throws IOException {
    ContentId id = ContentId.of(RAW);
    Files.copy(
        layout.content(ContentId.of(PACKED)),
        layout.content(id),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(Trouble.of(() -> store.reader().read(id, 1_000))).isEqualTo(CORRUPT);
    assertThat(onlyDamage(store.check(true)).owners()).containsExactly(WEB);
  }

  @Test
  void aMissingContentIsReportedWithAllWhoNeedIt() throws IOException {
    ContentId id = ContentId.of(PACKED);
    Files.delete(layout.content(id));

    Damage damage = onlyDamage(store.check(false));

    assertThat(damage.kind()).isEqualTo(MISSING);
    assertThat(damage.content()).hasValue(id);
    assertThat(damage.owners()).containsExactlyInAnyOrder(WEB, PLAN);
    assertThat(damage.message())
        .contains(id.hex(), "web", "plan/ab12", directory.getFileName().toString());
  }

  @Test
  void theLastBytesOfADamagedContentAreNeverHandedOut() throws IOException {
    byte[] content = Bytes.noise(3, 1_000_000);
    ContentId id = write(WEB, content);
    Path file = layout.content(id);
    Files.write(file, flipped(Files.readAllBytes(file), 8 * 500_000));
    byte[] target = new byte[content.length];

    try (InputStream stream = store.reader().open(id)) {
      assertThat(Trouble.of(() -> stream.readNBytes(target, 0, target.length))).isEqualTo(CORRUPT);
      assertThat(Trouble.of(stream::read)).isEqualTo(CORRUPT);
      assertThat(target[target.length - 1]).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, 1 << 20})
  void aForgedLengthAllocatesNothing(int length) throws IOException {
    ContentId id = ContentId.of(PACKED);
    Path file = layout.content(id);
    byte[] bytes = Files.readAllBytes(file);
    int payload = bytes.length - ContentHeader.LENGTH;
    var forged = new ContentHeader(Codec.ZSTD, (long) length << 20, payload, 0);
    System.arraycopy(forged.encode().array(), 0, bytes, 0, ContentHeader.LENGTH);
    Files.write(file, bytes);

    assertThat(Trouble.of(() -> store.reader().verify(id))).isEqualTo(CORRUPT);
    assertThat(Trouble.of(() -> store.reader().read(id, 1_000))).isEqualTo(FAILED);
  }

  @Test
  void damagedContentIsHealedWhenItIsWrittenAgain() throws IOException {
    ContentId id = ContentId.of(PACKED);
    Path file = layout.content(id);
    byte[] good = Files.readAllBytes(file);
    Files.write(file, flipped(good, good.length * 8 - 1));

    write(WEB, RAW, PACKED);

    assertThat(store.check(true).damages()).isEmpty();
    assertThat(store.reader().read(id, 1_000)).isEqualTo(PACKED);
  }

  @Test
  void keepingAContentCutOffIsRefused() throws IOException {
    ContentId id = ContentId.of(PACKED);
    Files.write(layout.content(id), new byte[5]);
    try (SnapshotWriter writer = store.writer(WEB)) {
      assertThat(Trouble.of(() -> writer.keep(id))).isEqualTo(CORRUPT);
    }
  }

  @Test
  void aDamagedOwnerListIsHealedWhenTheOwnerIsWrittenAgainOrReleased() throws IOException {
    Files.write(layout.ownerList(WEB), new byte[3]);
    write(WEB, RAW);
    assertThat(store.check(true).intact()).isTrue();

    Files.write(layout.ownerList(WEB), new byte[3]);
    store.release(WEB);
    assertThat(store.owners()).containsExactly(PLAN);
  }

  @Test
  void aListUnderAnotherOwnersNameIsReported() throws IOException {
    Files.copy(layout.ownerList(WEB), layout.ownerList(new Owner("other")));

    assertThat(onlyDamage(store.check(false)).kind()).isEqualTo(CORRUPT);
    assertThat(Trouble.of(() -> store.contents(new Owner("other")))).isEqualTo(CORRUPT);
  }

  @Test
  void whatNoStorePutsBesideContentsIsReported() throws IOException {
    Path shard = layout.shard(ContentId.of(RAW));
    Files.write(shard.resolve("notes.txt"), new byte[1]);
    Files.write(layout.contents().resolve("zz"), new byte[1]);
    Files.createDirectory(shard.resolve(ContentId.of(Bytes.text("x")).hex()));

    assertThat(store.check(false).damages()).hasSize(3);
  }

  @Test
  void aLinkInAContentsPlaceIsNotFollowed() throws IOException {
    ContentId id = ContentId.of(RAW);
    Path elsewhere = Files.move(layout.content(id), directory.resolve("elsewhere"));
    Files.createSymbolicLink(layout.content(id), elsewhere);

    assertThat(store.reader().contains(id)).isFalse();
    assertThat(Trouble.thrownBy(() -> store.reader().read(id, 10))).isNotNull();
    assertThat(store.check(false).damages()).extracting(Damage::kind).contains(MISSING);
  }

  private ContentId write(Owner owner, byte[]... contents) throws IOException {
    ContentId last = ContentId.of(new byte[0]);
    try (SnapshotWriter writer = store.writer(owner)) {
      for (byte[] content : contents) {
        last = writer.write(content);
      }
      writer.commit();
    }
    return last;
  }

  private static Damage onlyDamage(CheckReport report) {
    assertThat(report.damages()).hasSize(1);
    return report.damages().getFirst();
  }

  /// Writes over a file in place, which is much faster than cutting it off first.
  private static void put(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.WRITE);
  }

  private static byte[] flipped(byte[] good, int bit) {
    byte[] bytes = good.clone();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return bytes;
  }
}
