package dev.rollback.store.repair;

import static dev.rollback.store.check.SmallStore.APP;
import static dev.rollback.store.check.SmallStore.APPS;
import static dev.rollback.store.check.SmallStore.LARGE;
import static dev.rollback.store.check.SmallStore.SHARED;
import static dev.rollback.store.check.SmallStore.WEB;
import static dev.rollback.store.check.SmallStore.WEBS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.CheckReport;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Passphrase;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.Trees;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.blob.WatchedBlobs;
import dev.rollback.store.check.SmallStore;
import dev.rollback.store.lease.Leases;
import dev.rollback.store.packed.PackStore;
import dev.rollback.store.prune.PruneOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RepairTest {
  private static final long SEED = Long.getLong("seed", 20261124L);

  private final MemoryBlobs blobs = new MemoryBlobs();

  @BeforeEach
  void fill() throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      SmallStore.fill(store);
    }
  }

  @Test
  void aSoundStoreIsLeftAsItIs() throws IOException {
    SortedSet<String> before = names("");

    RepairReport report = repair();

    assertThat(report.nothingDone()).isTrue();
    assertThat(report.left().intact()).isTrue();
    assertThat(names("")).isEqualTo(before);
  }

  @Test
  void aLostIndexIsWrittenAnew() throws IOException {
    names("index/").forEach(blobs::delete);

    RepairReport report = repair();

    assertThat(report.indexRebuilt()).isTrue();
    assertThat(report.left().intact()).isTrue();
    assertAllIsThere();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 30, 200})
  void aDamagedIndexIsWrittenAnew(int at) throws IOException {
    for (String index : names("index/")) {
      blobs.damage(index, bytes -> bytes[at] ^= 4);
    }

    RepairReport report = repair();

    assertThat(report.indexRebuilt()).isTrue();
    assertAllIsThere();
  }

  @Test
  void whatACutOffPackStillHoldsIsSaved() throws IOException {
    byte[] first = Bytes.noise(11, 1000);
    byte[] second = Bytes.noise(12, 1000);
    SortedSet<String> before = names("packs/");
    try (PackStore store = SmallStore.open(blobs)) {
      Trees.write(store, new Owner("cut"), first, second);
    }
    String pack = longestSince(before);
    int whole = (int) blobs.status(pack).orElseThrow().length();
    blobs.truncate(pack, whole - 700);

    RepairReport report = repair();

    assertThat(report.brokenPacks()).isEqualTo(1);
    assertThat(report.savedEntries()).isEqualTo(1);
    assertThat(report.left().contentsLostTo(new Owner("cut")))
        .containsExactly(ContentId.of(second));
    assertThat(names("packs/")).doesNotContain(pack);
    try (PackStore store = SmallStore.open(blobs)) {
      assertThat(SmallStore.readable(store, first)).isTrue();
    }
    assertAllIsThere();
  }

  @Test
  void ofAFrameThatIsDamagedTheOthersOfItsPackAreSaved() throws IOException {
    String pack = packOf(APPS);
    blobs.damage(pack, bytes -> bytes[30] ^= 1);

    RepairReport report = repair();

    assertThat(report.brokenPacks()).isEqualTo(1);
    CheckReport left = report.left();
    assertThat(left.contentsLostTo(APP)).contains(ContentId.of(APPS));
    assertThat(left.contentsLostTo(WEB)).isEmpty();
  }

  @Test
  void aMissingPackIsTakenOutOfTheIndexAndTheNextCaptureHeals() throws IOException {
    blobs.delete(packOf(SHARED));

    RepairReport report = repair();

    assertThat(report.left().contentsLostTo(WEB)).contains(ContentId.of(SHARED));
    assertThat(report.left().contentsLostTo(APP)).contains(ContentId.of(SHARED));
    capture();
    assertSound();
  }

  @Test
  void whileSomethingIsLostNobodyBuildsOnItUnseen() throws IOException {
    NodeId root;
    try (PackStore store = SmallStore.open(blobs)) {
      root = store.nodes(WEB).stream().findFirst().orElseThrow();
      assertThat(store.complete()).isTrue();
    }
    blobs.delete(packOf(WEBS));
    repair();

    try (PackStore store = SmallStore.open(blobs)) {
      assertThat(store.complete()).isFalse();
      try (SnapshotWriter writer = store.writer(new Owner("next"))) {
        writer.keep(root);
        assertThat(Trouble.of(writer::commit)).isEqualTo(Kind.MISSING);
      }
      SmallStore.fill(store);
      try (SnapshotWriter writer = store.writer(new Owner("next"))) {
        writer.keep(root);
        writer.commit();
      }
      store.prune(PruneOptions.after(Duration.ofHours(1)));
      assertThat(store.complete()).isTrue();
    }
  }

  @Test
  void whatSomebodyWroteWhileThePacksWereReadIsKept() throws IOException {
    blobs.delete(names("index/").first());
    byte[] fresh = Bytes.noise(31, 800);
    var beside = new AtomicBoolean();
    var watched =
        new WatchedBlobs(
            blobs,
            new WatchedBlobs.Watcher() {
              @Override
              public void before(boolean changes, String name) {}

              @Override
              public void after(boolean changes, String name) throws StoreException {
                if (name.equals("packs/") && beside.compareAndSet(false, true)) {
                  try (PackStore store = SmallStore.open(blobs)) {
                    Trees.write(store, new Owner("fresh"), fresh);
                  }
                }
              }
            });

    RepairReport report = Repair.run(watched, Optional.empty());

    assertThat(report.indexRebuilt()).isTrue();
    assertThat(report.left().damages()).isEmpty();
    assertSound();
    try (PackStore store = SmallStore.open(blobs)) {
      assertThat(SmallStore.readable(store, fresh)).isTrue();
    }
  }

  @Test
  void besideAWriterNothingIsWritten() throws IOException {
    try (PackStore store = SmallStore.open(blobs);
        SnapshotWriter _ = store.writer(WEB)) {
      blobs.delete("format");
      blobs.damage("parameters", bytes -> bytes[30] ^= 1);
      SortedSet<String> before = names("");
      byte[] parameters = blobs.read("parameters", 1 << 10);

      assertThat(Trouble.of(this::repair)).isEqualTo(Kind.FAILED);

      assertThat(names("")).isEqualTo(before);
      assertThat(blobs.read("parameters", 1 << 10)).isEqualTo(parameters);
    }
  }

  @Test
  void aDamagedListIsToldAndLeft() throws IOException {
    String list = names("owners/").first();
    blobs.damage(list, bytes -> bytes[30] ^= 1);

    RepairReport report = repair();

    assertThat(report.left().damages())
        .singleElement()
        .satisfies(damage -> assertThat(damage.owners()).containsExactly(APP));
    assertThat(names("owners/")).contains(list);
    capture();
    assertSound();
  }

  @Test
  void lostParametersAndTheFormatAreWrittenAnew() throws IOException {
    blobs.delete("parameters");
    blobs.damage("format", bytes -> bytes[3] ^= 1);

    RepairReport report = repair();

    assertThat(report.settings()).containsExactly("format", "parameters");
    assertAllIsThere();
  }

  @Test
  void aStoreOfAnotherVersionIsLeftAlone() throws IOException {
    blobs.replace("format", Bytes.text("rollback-store 3\n"));
    SortedSet<String> before = names("");

    StoreException trouble = Trouble.thrownBy(this::repair);

    assertThat(trouble.kind()).isEqualTo(Kind.UNKNOWN_FORMAT);
    assertThat(names("")).isEqualTo(before);
  }

  @Test
  void aWrongPassphraseIsRefusedBeforeAnythingIsTouched() {
    SortedSet<String> before = names("");

    assertThat(
            Trouble.of(
                () -> Repair.run(blobs, Optional.of(new Passphrase("no such".toCharArray())))))
        .isEqualTo(Kind.DENIED);

    assertThat(names("")).isEqualTo(before);
  }

  @Test
  void aRunningWriterIsNotDisturbed() throws IOException {
    try (PackStore store = SmallStore.open(blobs);
        SnapshotWriter writer = store.writer(WEB)) {
      Trees.write(writer, SHARED);

      StoreException trouble = Trouble.thrownBy(this::repair);

      assertThat(trouble.kind()).isEqualTo(Kind.FAILED);
      assertThat(trouble).hasMessageContaining("write web by process");
    }
    assertThat(repair().left().intact()).isTrue();
  }

  @Test
  void aDamagedCondemnationIsRemovedAndNothingIsLost() throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      store.release(LARGE);
      blobs.pass(Duration.ofHours(1));
      store.prune(PruneOptions.after(Duration.ofHours(1)));
    }
    for (String name : names("condemned/")) {
      blobs.damage(name, bytes -> bytes[30] ^= 1);
    }

    repair();

    assertThat(names("condemned/")).isEmpty();
    assertSound();
  }

  /// Whatever is damaged: after a repair and a capture everything is there and sound.
  @Test
  void afterAnyDamageARepairAndACaptureHeal() throws IOException {
    var random = new Random(SEED);
    for (int round = 0; round < 60; round++) {
      var done = new ArrayList<String>();
      int wounds = random.nextInt(1, 4);
      for (int wound = 0; wound < wounds; wound++) {
        done.add(damage(random));
      }
      String story = "seed %d, round %d: %s".formatted(SEED, round, done);

      RepairReport report = repair();

      assertThat(report.left().damages())
          .as(story)
          .allSatisfy(damage -> assertThat(damage.owners()).isNotEmpty());
      capture();
      assertThat(check(true).damages()).as(story).isEmpty();
      prune();
      assertThat(check(true).damages()).as(story).isEmpty();
      assertAllIsThere();
      blobs.pass(Leases.DEATH);
    }
  }

  private String damage(Random random) throws StoreException {
    List<String> all = new ArrayList<>(names(""));
    // Without its key or its mark a store is none; without its parameters it is cut in another way.
    all.removeIf(name -> !name.contains("/") || name.startsWith("keys/"));
    String name = all.get(random.nextInt(all.size()));
    int length = (int) blobs.status(name).orElseThrow().length();
    int at = random.nextInt(Math.max(1, length));
    switch (random.nextInt(3)) {
      case 0 -> blobs.delete(name);
      case 1 -> blobs.truncate(name, at);
      default ->
          blobs.damage(
              name,
              bytes -> {
                if (bytes.length > 0) {
                  bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
              });
    }
    return name + " at " + at;
  }

  private RepairReport repair() throws StoreException {
    return Repair.run(blobs, Optional.empty());
  }

  private void capture() throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      SmallStore.fill(store);
    }
  }

  private void prune() throws StoreException {
    try (PackStore store = SmallStore.open(blobs)) {
      store.prune(PruneOptions.after(Duration.ZERO));
    }
  }

  private CheckReport check(boolean readData) throws StoreException {
    try (PackStore store = SmallStore.open(blobs)) {
      return store.check(readData);
    }
  }

  private void assertSound() throws IOException {
    assertThat(check(true).damages()).isEmpty();
  }

  private void assertAllIsThere() throws IOException {
    try (PackStore store = SmallStore.open(blobs)) {
      for (byte[] content : SmallStore.contents()) {
        assertThat(SmallStore.readable(store, content)).isTrue();
      }
    }
  }

  private String packOf(byte[] content) throws StoreException {
    for (String pack : names("packs/")) {
      byte[] bytes = blobs.read(pack, 1 << 20);
      blobs.delete(pack);
      boolean needed;
      try (PackStore store = SmallStore.open(blobs)) {
        needed = !SmallStore.readable(store, content);
      }
      blobs.create(pack, bytes);
      if (needed) {
        return pack;
      }
    }
    throw new AssertionError("No pack has it.");
  }

  private String longestSince(SortedSet<String> before) {
    SortedSet<String> packs = names("packs/");
    packs.removeAll(before);
    return packs.stream()
        .max(Comparator.comparingLong(pack -> blobs.status(pack).orElseThrow().length()))
        .orElseThrow();
  }

  private SortedSet<String> names(String prefix) {
    return SmallStore.names(blobs, prefix);
  }
}
