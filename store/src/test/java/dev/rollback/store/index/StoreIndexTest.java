package dev.rollback.store.index;

import static dev.rollback.store.StoreException.Kind.CORRUPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.ContentId;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.blob.WatchedBlobs;
import dev.rollback.store.condemned.Condemnations;
import dev.rollback.store.index.IndexView.Need;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackStream;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.MasterKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreIndexTest {
  private static final MasterKey MASTER = MasterKey.random();

  @TempDir private Path directory;
  private Blobs blobs;
  private StoreIndex index;

  @BeforeEach
  void place() {
    blobs = new DirectoryBlobs(directory);
    index = new StoreIndex(blobs, MASTER, 1 << 20);
  }

  @Test
  void everyEntryIsFoundWhereItLiesAndNoOther() throws StoreException {
    add(EntryKind.CONTENT, 0, 10_000);

    IndexView view = index.refreshed();
    for (int number = 0; number < 10_000; number++) {
      Location at = view.find(sum(number), EntryKind.CONTENT, Need.READ).orElseThrow();
      assertThat(at.length()).isEqualTo(bytes(number).length);
      assertThat(view.find(sum(-1 - number), EntryKind.CONTENT, Need.READ)).isEmpty();
    }
  }

  @Test
  void storageFarAwayIsAskedOnceForManyNeighbours() throws StoreException {
    var far = new MemoryBlobs();
    far.readAhead(10 * IndexFormat.SEALED_SEGMENT);
    var reads = new AtomicInteger();
    blobs = new WatchedBlobs(far, counting(reads));
    index = new StoreIndex(blobs, MASTER, 1 << 24);
    add(EntryKind.CONTENT, 0, 10_000);
    IndexView view = index.refreshed();
    reads.set(0);

    for (int number = 0; number < 10_000; number++) {
      Location at = view.find(sum(number), EntryKind.CONTENT, Need.READ).orElseThrow();
      assertThat(at.length()).isEqualTo(bytes(number).length);
    }

    assertThat(reads).hasValue(2);
  }

  @Test
  void aPassOverTheIndexReadsManySegmentsAtOnce() throws StoreException {
    var reads = new AtomicInteger();
    blobs = new WatchedBlobs(new MemoryBlobs(), counting(reads));
    index = new StoreIndex(blobs, MASTER, 1 << 24);
    add(EntryKind.CONTENT, 0, 10_000);
    IndexView view = index.refreshed();
    reads.set(0);
    var entries = new AtomicInteger();

    new IndexMerge(view, view.files()).forEach(_ -> entries.incrementAndGet());

    assertThat(entries).hasValue(10_000);
    assertThat(reads).hasValue(1);
  }

  @Test
  void aDamagedNeighbourHidesNothing() throws StoreException {
    var far = new MemoryBlobs();
    far.readAhead(10 * IndexFormat.SEALED_SEGMENT);
    blobs = far;
    index = new StoreIndex(blobs, MASTER, 1 << 24);
    add(EntryKind.CONTENT, 0, 10_000);
    IndexView view = index.refreshed();
    String name = IndexFormat.name(view.files().getFirst().id());
    far.damage(name, bytes -> bytes[(int) IndexFormat.segmentOffset(3) + 5] ^= 1);

    int found = 0;
    for (int number = 0; number < 10_000; number++) {
      try {
        found += view.find(sum(number), EntryKind.CONTENT, Need.READ).isPresent() ? 1 : 0;
      } catch (StoreException damaged) {
        assertThat(damaged.kind()).isEqualTo(CORRUPT);
      }
    }

    // An id that begins a segment may also end the one before, which is looked into first.
    assertThat(found).isEqualTo(10_000 - IndexFormat.PER_SEGMENT - 1);
  }

  private static WatchedBlobs.Watcher counting(AtomicInteger reads) {
    return new WatchedBlobs.Watcher() {
      @Override
      public void before(boolean changes, String name) {
        reads.addAndGet(changes ? 0 : 1);
      }

      @Override
      public void after(boolean changes, String name) {}
    };
  }

  @Test
  void nodesAndContentsHaveIdsOfTheirOwn() throws StoreException {
    add(EntryKind.NODE, 0, 10);
    add(EntryKind.LIST, 5, 20);

    IndexView view = index.refreshed();
    assertThat(view.find(sum(7), EntryKind.NODE, Need.READ).orElseThrow().kind())
        .isEqualTo(EntryKind.NODE);
    assertThat(view.find(sum(7), EntryKind.CONTENT, Need.READ).orElseThrow().kind())
        .isEqualTo(EntryKind.LIST);
    assertThat(view.find(sum(3), EntryKind.CONTENT, Need.READ)).isEmpty();
    assertThat(view.find(sum(15), EntryKind.NODE, Need.READ)).isEmpty();
  }

  @Test
  void oneIdManyTimesIsFoundAcrossSegments() throws StoreException {
    var packs = new ArrayList<PackDirectory>();
    try (var stream = new PackStream(blobs, MASTER, 1, 1 << 16, packs::add)) {
      for (int i = 0; i < 9_000; i++) {
        stream.add(EntryKind.CONTENT, sum(1), bytes(1), 0, bytes(1).length);
      }
      stream.add(EntryKind.NODE, sum(1), bytes(1), 0, bytes(1).length);
      stream.finish();
    }
    new IndexWriter(blobs, MASTER).write(packs);

    assertThat(index.refreshed().find(sum(1), EntryKind.NODE, Need.READ)).isPresent();
    assertThat(index.view().findAll(sum(1), EntryKind.CONTENT)).hasSize(9_000);
  }

  @Test
  void manyFilesBecomeOneThatHasAllEntries() throws StoreException {
    for (int file = 0; file < 20; file++) {
      add(EntryKind.CONTENT, file * 10, file * 10 + 15);
    }
    index.compact();

    assertThat(index.view().files()).hasSize(1);
    assertThat(index.view().files().getFirst().entries()).isEqualTo(20 * 15);
    for (int number = 0; number < 205; number++) {
      assertThat(index.view().find(sum(number), EntryKind.CONTENT, Need.KEEP)).isPresent();
    }
  }

  @Test
  void aLargeFileIsNotWrittenAnewForAFewSmallOnes() throws StoreException {
    add(EntryKind.CONTENT, 0, 5_000);
    for (int file = 0; file < 20; file++) {
      add(EntryKind.NODE, file, file + 1);
    }
    index.compact();

    assertThat(index.view().files()).extracting(IndexFile::entries).containsExactly(5_000L, 20L);
  }

  @Test
  void whatOthersMadeOneIsFoundAgain() throws StoreException {
    var other = new StoreIndex(blobs, MASTER, 1 << 20);
    for (int file = 0; file < 20; file++) {
      add(EntryKind.CONTENT, file, file + 1);
    }
    IndexView old = other.refreshed();
    index.compact();

    assertThat(Trouble.of(() -> old.find(sum(3), EntryKind.CONTENT, Need.READ)))
        .isEqualTo(StoreException.Kind.MISSING);
    assertThat(other.refreshed().find(sum(3), EntryKind.CONTENT, Need.READ)).isPresent();
  }

  @Test
  void aCondemnedPackIsReadAndNotReliedOnAndARemovedOneIsNeither() throws StoreException {
    BlobId pack = add(EntryKind.CONTENT, 0, 1).getFirst().pack();
    var condemnations = new Condemnations(blobs, MASTER);
    BlobId condemnation = condemnations.condemn(List.of(pack));

    IndexView view = index.refreshed();
    assertThat(view.find(sum(0), EntryKind.CONTENT, Need.READ)).isPresent();
    assertThat(view.find(sum(0), EntryKind.CONTENT, Need.KEEP)).isEmpty();

    condemnations.decide(condemnation, Set.of(pack));
    assertThat(index.refreshed().find(sum(0), EntryKind.CONTENT, Need.READ)).isEmpty();
  }

  @Test
  void ofTwoPlacesTheOneThatStaysIsReliedOn() throws StoreException {
    BlobId goes = add(EntryKind.CONTENT, 0, 1).getFirst().pack();
    BlobId stays = add(EntryKind.CONTENT, 0, 1).getFirst().pack();
    new Condemnations(blobs, MASTER).condemn(List.of(goes));

    assertThat(index.refreshed().find(sum(0), EntryKind.CONTENT, Need.KEEP))
        .map(Location::pack)
        .hasValue(stays);
  }

  @Test
  void everyFlippedBitIsAnErrorAndNeverAWrongPlace() throws StoreException {
    add(EntryKind.CONTENT, 0, 5);
    Location right = index.refreshed().find(sum(2), EntryKind.CONTENT, Need.READ).orElseThrow();
    String name = IndexFormat.name(index.view().files().getFirst().id());
    byte[] good = blobs.read(name, 100_000);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      blobs.replace(name, flipped);
      var fresh = new StoreIndex(blobs, MASTER, 1 << 20);

      assertThat(Trouble.of(() -> fresh.refreshed().find(sum(2), EntryKind.CONTENT, Need.READ)))
          .as("bit %d", bit)
          .isEqualTo(CORRUPT);
    }
    blobs.replace(name, good);
    assertThat(index.refreshed().find(sum(2), EntryKind.CONTENT, Need.READ)).hasValue(right);
  }

  @Test
  void everyCutIsAnError() throws StoreException {
    add(EntryKind.CONTENT, 0, 5);
    String name = IndexFormat.name(index.refreshed().files().getFirst().id());
    byte[] good = blobs.read(name, 100_000);
    for (int length = 0; length < good.length; length++) {
      blobs.replace(name, Arrays.copyOf(good, length));
      var fresh = new StoreIndex(blobs, MASTER, 1 << 20);

      assertThat(fresh.refreshed().damages()).as("length %d", length).hasSize(1);
    }
  }

  @Test
  void aDamagedFileHidesNothingThatAnotherHas() throws StoreException {
    add(EntryKind.CONTENT, 0, 5);
    String name = IndexFormat.name(index.refreshed().files().getFirst().id());
    add(EntryKind.CONTENT, 3, 9);
    blobs.replace(name, new byte[10]);
    IndexView view = new StoreIndex(blobs, MASTER, 1 << 20).refreshed();

    assertThat(view.find(sum(4), EntryKind.CONTENT, Need.READ)).isPresent();
    assertThat(Trouble.of(() -> view.find(sum(1), EntryKind.CONTENT, Need.READ)))
        .isEqualTo(CORRUPT);
    assertThat(view.find(sum(1), EntryKind.CONTENT, Need.KEEP)).isEmpty();
  }

  @Test
  void aSetKnowsWhatItWasGiven() {
    var set = new IdSet();
    for (int number = 0; number < 20_000; number++) {
      assertThat(set.add(sum(number))).isTrue();
      assertThat(set.add(sum(number / 2))).isFalse();
    }
    var seen = new HashSet<Sha256>();
    set.forEach(seen::add);

    assertThat(set.size()).isEqualTo(20_000);
    assertThat(seen).hasSize(20_000).contains(sum(0), sum(19_999));
    assertThat(set.contains(sum(-1))).isFalse();
  }

  private List<PackDirectory> add(EntryKind kind, int from, int to) throws StoreException {
    var packs = new ArrayList<PackDirectory>();
    try (var stream = new PackStream(blobs, MASTER, 1, 1 << 16, packs::add)) {
      for (int number : IntStream.range(from, to).toArray()) {
        stream.add(kind, sum(number), bytes(number), 0, bytes(number).length);
      }
      stream.finish();
    }
    new IndexWriter(blobs, MASTER).write(packs);
    return packs;
  }

  private static byte[] bytes(int number) {
    return ("content " + number).getBytes(StandardCharsets.US_ASCII);
  }

  private static Sha256 sum(int number) {
    return ContentId.of(bytes(number)).sum();
  }
}
