package dev.rollback.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.activity.CaptureOrder;
import dev.rollback.activity.PlanOrder;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.contract.CapturedLayer;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.LayerPlan;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.layer.Layers;
import dev.rollback.layer.Progress;
import dev.rollback.layer.configuration.ConfigurationLayer;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.Stores;
import dev.rollback.temporal.KeptPlans.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps over the configuration layer and a store on disk.
class PlanSweepTest {
  private static final Instant MADE = Instant.parse("2026-11-24T09:00:00Z");
  private static final Owner PLAN = new Owner("plan/r1");

  @TempDir private Path directory = Path.of("");
  private final Set<String> running = new HashSet<>();
  private final AtomicInteger collections = new AtomicInteger();
  private SnapshotStore store;
  private ConfigurationLayer layer;
  private KeptPlans plans;
  private LayerPlan made;
  private SnapshotHandle handle;

  @BeforeEach
  void plan() throws IOException {
    Path targets = Files.createDirectories(directory.resolve("targets")).toRealPath();
    Path file = Files.writeString(targets.resolve("app.conf"), "good\n");
    store = Stores.open(directory.resolve("store"), Optional.empty());
    AllowedRoots roots = AllowedRoots.of(List.of(targets));
    Clock clock = Clock.fixed(MADE, ZoneOffset.UTC);
    var engine = new FileEngine(roots, store, directory.resolve("state"), Set.of(), clock);
    layer =
        new ConfigurationLayer(
            roots, engine, store, place -> Stores.open(place, Optional.empty()), "here");
    plans = new KeptPlans(directory.resolve("plans"));
    var spec = SnapshotSpec.Configuration.of(file.toString());
    CapturedLayer captured =
        layer.capture(
            new CaptureOrder("capture-1", "s1", null, spec, false, null), spec, Progress.NONE);
    handle = captured.handle();
    Files.writeString(file, "bad\n");
    made =
        layer.plan(
            new PlanOrder("r1", handle, List.of(), GitOptions.exactly(), false),
            spec,
            Progress.NONE);
    plans.add(
        new Kept("r1", null, RollbackType.CONFIGURATION, "rollback/r1", MADE.getEpochSecond()));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void aPlanOfAWorkflowThatEndedGoesAfterADay() throws IOException {
    sweep(Duration.ofHours(23));
    assertThat(store.owners()).contains(PLAN);

    sweep(Duration.ofHours(25));
    assertThat(store.owners()).doesNotContain(PLAN).contains(new Owner("s1"));
    assertThat(plans.all()).isEmpty();
    assertThat(collections).hasValue(1);

    sweep(Duration.ofHours(26));
    assertThat(collections).hasValue(1);
  }

  @Test
  void aPlanThatWaitsForApprovalStaysHoweverOldItIs() throws IOException {
    running.add("rollback/r1");
    sweep(Duration.ofDays(300));

    assertThat(store.owners()).contains(PLAN);
    layer.restore(
        new RestoreOrder("restore-1", handle, made, GitOptions.exactly()),
        (SnapshotSpec.Configuration) handle.spec(),
        Progress.NONE);
    assertThat(directory.resolve("targets/app.conf")).hasContent("good");
  }

  @Test
  void whatIsNoRecordIsLeftAndHindersNothing() throws IOException {
    Path strange = Files.writeString(directory.resolve("plans/strange.json"), "{");
    sweep(Duration.ofDays(2));

    assertThat(store.owners()).doesNotContain(PLAN);
    assertThat(strange).exists();
  }

  private void sweep(Duration later) {
    new PlanSweep(
            plans,
            new Layers(List.of(layer)),
            running::contains,
            collections::incrementAndGet,
            Clock.fixed(MADE.plus(later), ZoneOffset.UTC))
        .run();
  }
}
