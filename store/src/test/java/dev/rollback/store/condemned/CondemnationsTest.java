package dev.rollback.store.condemned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.blob.WatchedBlobs;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.MasterKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CondemnationsTest {
  private static final BlobId ONE = new BlobId(1, 1);
  private static final BlobId TWO = new BlobId(2, 2);
  private static final BlobId LEASE = new BlobId(9, 9);

  private static final MasterKey MASTER = MasterKey.random();

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Condemnations condemnations = new Condemnations(blobs, MASTER);

  @Test
  void aCondemnedPackIsDoomed() throws StoreException {
    condemnations.condemn(List.of(ONE, TWO));

    Condemned told = condemnations.read();

    assertThat(told).isEqualTo(new Condemned(Set.of(ONE, TWO), Set.of()));
    assertThat(told.reliable(ONE)).isFalse();
    assertThat(told.reliable(new BlobId(3, 3))).isTrue();
  }

  @Test
  void aVerdictSaysWhatHasGoneAndPardonsTheRest() throws StoreException {
    BlobId id = condemnations.condemn(List.of(ONE, TWO));
    condemnations.note(id, Set.of(LEASE));

    assertThat(condemnations.decide(id, Set.of(ONE))).isTrue();

    assertThat(condemnations.read()).isEqualTo(new Condemned(Set.of(), Set.of(ONE)));
    assertThat(condemnations.read().reliable(TWO)).isTrue();
    assertThat(condemnations.read().reliable(ONE)).isFalse();
  }

  @Test
  void ofTwoVerdictsTheFirstCounts() throws StoreException {
    BlobId id = condemnations.condemn(List.of(ONE, TWO));

    assertThat(condemnations.decide(id, Set.of(ONE))).isTrue();
    assertThat(condemnations.decide(id, Set.of(ONE, TWO))).isFalse();

    assertThat(condemnations.read().gone()).containsExactly(ONE);
  }

  @Test
  void aCondemnationIsFreeWhenItsLeasesAreGone() throws StoreException {
    BlobId id = condemnations.condemn(List.of(ONE));
    assertThat(only().isFree(Set.of())).isFalse();

    condemnations.note(id, Set.of(LEASE));

    assertThat(only().leases()).isEqualTo(Optional.of(Set.of(LEASE)));
    assertThat(only().isFree(Set.of(LEASE, TWO))).isFalse();
    assertThat(only().isFree(Set.of(TWO))).isTrue();
  }

  @Test
  void condemnationsAreListedTheOldestFirst() throws StoreException {
    BlobId first = condemnations.condemn(List.of(ONE));
    blobs.pass(Duration.ofSeconds(1));
    BlobId second = condemnations.condemn(List.of(TWO));

    assertThat(condemnations.list()).extracting(Condemnation::id).containsExactly(first, second);
  }

  @Test
  void whatWasReadBeforeIsNotReadAgain() throws StoreException {
    BlobId id = condemnations.condemn(List.of(ONE));
    condemnations.note(id, Set.of(LEASE));
    condemnations.decide(id, Set.of(ONE));
    condemnations.condemn(List.of(TWO));
    var reads = new ArrayList<String>();
    var counting = new Condemnations(new WatchedBlobs(blobs, noting(reads)), MASTER);

    Condemned first = counting.read();
    assertThat(reads).hasSize(2);
    Condemned second = counting.read();

    assertThat(reads).hasSize(2);
    assertThat(second).isEqualTo(first).isEqualTo(new Condemned(Set.of(TWO), Set.of(ONE)));
  }

  private static WatchedBlobs.Watcher noting(List<String> reads) {
    return new WatchedBlobs.Watcher() {
      @Override
      public void before(boolean changes, String name) {
        if (!name.endsWith("/")) {
          reads.add(name);
        }
      }

      @Override
      public void after(boolean changes, String name) {}
    };
  }

  @Test
  void aForgottenOneLeavesNothing() throws StoreException {
    BlobId id = condemnations.condemn(List.of(ONE));
    condemnations.note(id, Set.of(LEASE));
    condemnations.decide(id, Set.of(ONE));

    condemnations.forget(id);

    assertThat(blobs.vacant()).isTrue();
  }

  @Test
  void aDamagedOneCondemnsNothingAndIsTold() throws StoreException {
    String name = Condemnations.PREFIX + condemnations.condemn(List.of(ONE)).hex();
    blobs.damage(name, bytes -> bytes[30] ^= 1);

    assertThat(condemnations.list()).isEmpty();
    assertThat(condemnations.damaged()).extracting(BlobStatus::name).containsExactly(name);
  }

  @Test
  void aDamagedVerdictLetsNobodyRelyOnAnyPack() throws StoreException {
    BlobId id = condemnations.condemn(List.of(ONE, TWO));
    condemnations.decide(id, Set.of(ONE));
    blobs.damage(Condemnations.PREFIX + id.hex() + ".verdict", bytes -> bytes[30] ^= 1);

    assertThat(condemnations.read()).isEqualTo(new Condemned(Set.of(ONE, TWO), Set.of()));
    assertThat(condemnations.decide(id, Set.of(ONE, TWO))).isFalse();
  }

  @Test
  void aBlobUnderAnothersNameIsFoundOut() throws StoreException {
    BlobId id = condemnations.condemn(List.of(ONE));
    byte[] bytes = blobs.read(Condemnations.PREFIX + id.hex(), 1000);

    blobs.create(Condemnations.PREFIX + TWO.hex(), bytes);

    assertThat(condemnations.list()).extracting(Condemnation::id).containsExactly(id);
  }

  private Condemnation only() throws StoreException {
    return condemnations.list().getFirst();
  }
}
