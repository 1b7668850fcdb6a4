package dev.rollback.store.check;

import static dev.rollback.store.check.SmallStore.APP;
import static dev.rollback.store.check.SmallStore.APPS;
import static dev.rollback.store.check.SmallStore.LARGE;
import static dev.rollback.store.check.SmallStore.LONG;
import static dev.rollback.store.check.SmallStore.SHARED;
import static dev.rollback.store.check.SmallStore.WEB;
import static dev.rollback.store.check.SmallStore.WEBS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.CheckReport;
import dev.rollback.store.CheckReport.Damage;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Passphrase;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.Trees;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.packed.PackStore;
import dev.rollback.store.prune.PruneOptions;
import dev.rollback.store.seal.KeyCost;
import dev.rollback.store.seal.StoreKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckTest {
  /// Bytes from one flipped bit to the next; every byte with `-Psoak`.
  private static final int STRIDE = Boolean.getBoolean("rollback.soak") ? 1 : 3;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private PackStore store;
  private Map<Owner, NodeId> roots = Map.of();

  @BeforeEach
  void fill() throws IOException {
    store = SmallStore.open(blobs);
    roots = SmallStore.fill(store);
    reopen();
  }

  @AfterEach
  void close() throws StoreException {
    store.close();
  }

  /// What a process remembers does not hide damage from another.
  private void reopen() throws StoreException {
    store.close();
    store = SmallStore.open(blobs);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSoundStoreIsIntact(boolean readData) throws IOException {
    CheckReport report = store.check(readData);

    assertThat(report.damages()).isEmpty();
    assertThat(report.owners()).isEqualTo(3);
    assertThat(report.contents()).isGreaterThan(4);
  }

  @Test
  void everyByteOfEveryPackIsReadAndProved() throws IOException {
    long bytes = 0;
    for (String pack : names("packs/")) {
      bytes += blobs.status(pack).orElseThrow().length();
    }

    assertThat(store.check(true).bytes()).isEqualTo(bytes);
    assertThat(store.check(false).bytes()).isZero();
  }

  @Test
  void everyFlippedBitOfTheWholeStoreIsFound() throws IOException {
    for (String name : names("")) {
      if (name.endsWith(".json")) {
        continue; // Sidecars are plain; whoever wrote them knows what they say.
      }
      int length = (int) blobs.status(name).orElseThrow().length();
      for (int at = 0; at < length; at += STRIDE) {
        int flipped = at;
        int bit = 1 << (at % 8);
        blobs.damage(name, bytes -> bytes[flipped] ^= (byte) bit);
        assertThat(isSound()).as("%s, bit %d of byte %d", name, at % 8, at).isFalse();
        blobs.damage(name, bytes -> bytes[flipped] ^= (byte) bit);
      }
    }

    assertThat(isSound()).isTrue();
  }

  /// As a process that begins now finds it.
  private boolean isSound() {
    try (PackStore fresh = SmallStore.open(blobs)) {
      return fresh.check(true).intact();
    } catch (StoreException cannotBeOpened) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"packs/", "index/", "owners/", "parameters", "format"})
  void everyTruncatedBlobIsFoundWithoutReadingData(String prefix) throws IOException {
    for (String name : prefix.endsWith("/") ? names(prefix) : List.of(prefix)) {
      byte[] whole = blobs.read(name, 1 << 20);
      for (int length : new int[] {0, 10, 24, whole.length / 2, whole.length - 1}) {
        if (length < whole.length) {
          blobs.truncate(name, length);
          assertThat(store.check(false).intact()).as("%s cut to %d", name, length).isFalse();
        }
      }
      blobs.replace(name, whole);
    }
  }

  @Test
  void aMissingPackIsToldWithThoseWhoNeedIt() throws IOException {
    String pack = packOf(APPS);
    blobs.delete(pack);
    reopen();

    CheckReport report = store.check(false);

    assertThat(report.damages())
        .anySatisfy(
            damage -> {
              assertThat(damage.kind()).isEqualTo(Kind.MISSING);
              assertThat(damage.message()).contains(pack, "is gone");
              assertThat(damage.owners()).containsExactly(APP);
            });
    assertThat(report.contentsLostTo(APP)).containsExactly(ContentId.of(APPS));
    assertThat(report.contentsLostTo(WEB)).isEmpty();
  }

  @Test
  void aDamagedContentThatSeveralNeedNamesThemAll() throws IOException {
    blobs.damage(packOf(SHARED), bytes -> bytes[100] ^= 1);
    reopen();

    CheckReport report = store.check(true);

    assertThat(damageOf(report, SHARED).owners()).containsExactly(APP, WEB);
    assertThat(damageOf(report, SHARED).message())
        .contains(ContentId.of(SHARED).hex(), APP.name(), WEB.name(), "Repair the store");
    assertThat(report.contentsLostTo(LARGE)).doesNotContain(ContentId.of(SHARED));
    assertThat(report.damages().getFirst().owners()).isNotEmpty();
  }

  @Test
  void aDamagedPieceIsToldAsDamageOfItsContent() throws IOException {
    String pack = packOf(LONG);
    long first = 24 + 20;
    blobs.damage(pack, bytes -> bytes[(int) first] ^= 1);
    reopen();

    CheckReport report = store.check(true);

    assertThat(report.contentsLostTo(LARGE)).contains(ContentId.of(LONG));
    assertThat(report.contentsLostTo(WEB)).isEmpty();
  }

  @Test
  void aMissingNodeIsToldWithThoseWhoNeedIt() throws IOException {
    NodeId root = root(WEB);
    deletePackOf(root);
    reopen();

    CheckReport report = store.check(false);

    assertThat(report.nodesLostTo(WEB)).contains(root);
    assertThat(report.nodesLostTo(APP)).isEmpty();
  }

  @Test
  void aDamagedListIsToldByTheNameOfItsOwner() throws IOException {
    String list = names("owners/").first();
    blobs.damage(list, bytes -> bytes[30] ^= 1);

    assertThat(store.check(false).damages())
        .singleElement()
        .satisfies(
            damage -> {
              assertThat(damage.kind()).isEqualTo(Kind.CORRUPT);
              assertThat(damage.owners()).containsExactly(APP);
              assertThat(damage.message()).contains(APP.name(), list);
            });
  }

  @Test
  void aDeletedIndexIsToldByWhatIsNotFoundWithoutIt() throws IOException {
    names("index/").forEach(blobs::delete);
    reopen();

    CheckReport report = store.check(false);

    assertThat(report.nodesLostTo(WEB)).containsExactly(root(WEB));
    assertThat(report.contentsLostTo(LARGE))
        .containsExactlyInAnyOrder(ContentId.of(LONG), ContentId.of(WEBS));
  }

  @Test
  void aDamagedIndexIsToldBeforeAllThatIsNotFoundWithoutIt() throws IOException {
    String index = names("index/").first();
    blobs.damage(index, bytes -> bytes[30] ^= 1);
    reopen();

    CheckReport report = store.check(false);

    assertThat(report.damages()).hasSizeGreaterThan(1);
    assertThat(report.damages().getFirst().message()).contains(index);
  }

  @Test
  void whatNobodyNeedsIsNoDamageWhenItIsGone() throws IOException {
    store.release(LARGE);
    String pack = packOf(LONG);
    store.prune(PruneOptions.after(Duration.ZERO));

    assertThat(names("packs/")).doesNotContain(pack);
    assertThat(store.check(true).damages()).isEmpty();
  }

  @Test
  void aDamagedCondemnationIsTold() throws IOException {
    store.release(LARGE);
    blobs.pass(Duration.ofHours(1));
    store.prune(PruneOptions.after(Duration.ofHours(1)));
    assertThat(store.check(true).damages()).isEmpty();

    blobs.damage(names("condemned/").first(), bytes -> bytes[30] ^= 1);

    assertThat(store.check(false).damages())
        .singleElement()
        .satisfies(damage -> assertThat(damage.message()).contains("condemned/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"format", "parameters"})
  void settingsThatGrewAreTold(String name) throws IOException {
    blobs.replace(name, new byte[5_000]);

    assertThat(store.check(false).damages())
        .singleElement()
        .satisfies(damage -> assertThat(damage.message()).contains("'" + name + "'"));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 120, 250})
  void aDamagedKeyIsTold(int at) throws IOException {
    try (PackStore sound = SmallStore.open(blobs);
        var passphrase = new Passphrase("another".toCharArray())) {
      new StoreKeys(blobs, new KeyCost(64, 1, 1)).add(sound.parts().master(), passphrase, "");
    }
    String key = StoreKeys.FIRST_NAME;
    blobs.damage(key, bytes -> bytes[at] ^= 1);

    assertThat(store.check(false).damages())
        .singleElement()
        .satisfies(damage -> assertThat(damage.message()).contains(key));
  }

  @Test
  void aStoreWithoutAnyKeyIsToldWhileItCanStillBeRead() throws IOException {
    blobs.delete(StoreKeys.FIRST_NAME);

    assertThat(store.check(false).damages())
        .singleElement()
        .satisfies(damage -> assertThat(damage.kind()).isEqualTo(Kind.MISSING));
  }

  @Test
  void aSecondPlaceOfAContentSparesItsOwners() throws IOException {
    // Two that write at once both store it.
    String first = packOf(APPS);
    try (PackStore other = SmallStore.open(blobs)) {
      byte[] held = blobs.read(first, 1 << 20);
      blobs.delete(first);
      Trees.write(other, new Owner("copy"), APPS, SHARED);
      blobs.create(first, held);
    }
    reopen();
    blobs.damage(first, bytes -> bytes[60] ^= 1);
    reopen();

    CheckReport report = store.check(true);

    assertThat(report.intact()).isFalse();
    assertThat(report.contentsLostTo(APP)).isEmpty();
    assertThat(SmallStore.readable(store, APPS)).isTrue();
  }

  private NodeId root(Owner owner) {
    return Optional.ofNullable(roots.get(owner)).orElseThrow();
  }

  private static Damage damageOf(CheckReport report, byte[] content) {
    return report.damages().stream()
        .filter(damage -> damage.content().equals(Optional.of(ContentId.of(content))))
        .findFirst()
        .orElseThrow();
  }

  /// The pack without which a content cannot be read.
  private String packOf(byte[] content) throws StoreException {
    return packNeededBy(reader -> reader.verify(ContentId.of(content)));
  }

  private void deletePackOf(NodeId node) throws StoreException {
    blobs.delete(packNeededBy(reader -> reader.node(node)));
  }

  private interface Reading {
    void read(SnapshotReader reader) throws StoreException;
  }

  private String packNeededBy(Reading reading) throws StoreException {
    for (String pack : names("packs/")) {
      byte[] bytes = blobs.read(pack, 1 << 20);
      blobs.delete(pack);
      boolean needed = false;
      try (PackStore fresh = SmallStore.open(blobs)) {
        reading.read(fresh.reader());
      } catch (StoreException missing) {
        needed = true;
      }
      blobs.create(pack, bytes);
      if (needed) {
        return pack;
      }
    }
    throw new AssertionError("No pack has it.");
  }

  private SortedSet<String> names(String prefix) {
    return SmallStore.names(blobs, prefix);
  }
}
