package dev.rollback.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.blob.WatchedBlobs;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LeasesTest {
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final ManualPulse pulse = new ManualPulse();
  private final Leases leases = new Leases(blobs, pulse);

  /// Another process, whose leases renew themselves at other times.
  private final Leases others = new Leases(blobs, new ManualPulse());

  @Test
  void aLeaseIsSeenByOthersUntilItIsClosed() throws StoreException {
    Lease lease = leases.take("write app");
    assertThat(others.present()).containsExactly(lease.id());
    assertThat(lease.held()).isTrue();

    lease.close();

    assertThat(others.present()).isEmpty();
    assertThat(lease.held()).isFalse();
    assertThat(names()).isEmpty();
    assertThat(pulse.beating()).isZero();
  }

  @Test
  void aLeaseSaysWhoHasIt() throws StoreException {
    try (Lease lease = leases.take("write app\né")) {
      LeaseHolder holder = others.holder(lease.id()).orElseThrow();

      assertThat(holder).isEqualTo(lease.holder());
      assertThat(holder.purpose()).isEqualTo("write app??");
      assertThat(holder.process()).isEqualTo(ProcessHandle.current().pid());
      assertThat(holder.began()).isEqualTo(blobs.now());
    }
  }

  @Test
  void aLeaseThatRenewsItselfLivesForEver() throws StoreException {
    try (Lease lease = leases.take("write app")) {
      for (int i = 0; i < 30; i++) {
        blobs.pass(Leases.RENEWAL);
        pulse.beat();

        assertThat(others.present()).containsExactly(lease.id());
        assertThat(lease.held()).isTrue();
        assertThat(names()).hasSizeLessThanOrEqualTo(2);
      }
    }

    assertThat(names()).isEmpty();
  }

  @Test
  void aLeaseOfADeadProcessIsRemovedAfterItsTime() throws StoreException {
    Lease lease = leases.take("write app");
    blobs.pass(Leases.DEATH);
    assertThat(others.present()).containsExactly(lease.id());

    blobs.pass(Duration.ofSeconds(1));

    assertThat(others.present()).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void whoeverWasTakenForDeadFindsOut() throws StoreException {
    Lease lease = leases.take("write app");
    blobs.pass(Leases.DEATH.plusSeconds(1));
    others.present();

    assertThat(lease.held()).isFalse();
    pulse.beat();

    assertThat(lease.held()).isFalse();
    assertThat(others.present()).isEmpty();
  }

  @Test
  void aRenewalDoesNotHideThatTheLeaseWasTakenForDead() throws StoreException {
    Lease lease = leases.take("write app");
    blobs.pass(Leases.DEATH.plusSeconds(1));
    others.present();
    pulse.beat();

    assertThat(lease.held()).isFalse();
    assertThat(others.present()).isEmpty();
  }

  @Test
  void aLeaseIsAliveForWhoeverFindsItRenewedInTheLastMoment() throws StoreException {
    var renewing = new WatchedBlobs(blobs, beforeDeletion(pulse::beat));
    Lease lease = leases.take("write app");
    blobs.pass(Leases.DEATH.plusSeconds(1));

    // The first blob is found to be old, and just before it is removed the second appears.
    assertThat(new Leases(renewing, new ManualPulse()).present()).containsExactly(lease.id());
  }

  @Test
  void aClockThatIsSetBackKillsNoLease() throws StoreException {
    try (Lease lease = leases.take("write app")) {
      blobs.pass(Duration.ofHours(-5));
      pulse.beat();

      assertThat(others.present()).containsExactly(lease.id());
      assertThat(lease.held()).isTrue();
    }
  }

  @Test
  void aClockThatIsSetForwardIsFoundOutByTheHolder() throws StoreException {
    Lease lease = leases.take("write app");
    blobs.pass(Duration.ofHours(5));

    assertThat(others.present()).isEmpty();
    assertThat(lease.held()).isFalse();
  }

  @Test
  void whatIsNoLeaseDoesNotDisturb() throws StoreException {
    blobs.create("leases/README", new byte[3]);
    blobs.create("leases/00.1", new byte[3]);

    assertThat(leases.present()).isEmpty();
  }

  /// Of what is changed while leases are looked for, all is deletion.
  private static WatchedBlobs.Watcher beforeDeletion(Runnable deed) {
    return new WatchedBlobs.Watcher() {
      @Override
      public void before(boolean changes, String name) {
        if (changes) {
          deed.run();
        }
      }

      @Override
      public void after(boolean changes, String name) {}
    };
  }

  private Set<String> names() {
    var names = new TreeSet<String>();
    blobs.list("leases/", blob -> names.add(blob.name()));
    return names;
  }
}
