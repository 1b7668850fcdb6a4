package dev.rollback.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.activity.TargetLock;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two workers, each with a pool of its own, at one catalogue.
final class TwoWorkersTest {
  private static final int TASKS = 24;

  private final MemorySidecars sidecars = new MemorySidecars();
  private final String url = Postgres.newMigratedDatabase();
  private final CatalogDatabase first = Postgres.open(url);
  private final CatalogDatabase second = Postgres.open(url);

  private Catalog catalogOf(int task) {
    return new PostgresCatalog((task % 2 == 0 ? first : second).dataSource(), sidecars);
  }

  @AfterEach
  void closePools() {
    first.close();
    second.close();
  }

  @Test
  void bothMayMigrateAtOnce() throws Exception {
    String empty = Postgres.newDatabase();
    try (CatalogDatabase one = Postgres.open(empty);
        CatalogDatabase other = Postgres.open(empty)) {

      List<Object> outcomes =
          atOnce(
              4,
              task -> {
                (task % 2 == 0 ? one : other).migrate();
                return "migrated";
              });

      assertThat(outcomes).containsOnly("migrated");
      assertThat(new PostgresCatalog(other.dataSource(), sidecars).counts())
          .isEqualTo(new CatalogCounts(0, 0, 0, 0));
    }
  }

  @Test
  void oneOfManyClaimsAnIdAndTheOthersWait() throws Exception {
    List<Object> outcomes =
        atOnce(
            TASKS, task -> catalogOf(task).begin(Samples.draft("nightly", "w" + task), _ -> true));

    assertThat(outcomes).filteredOn(Optional.empty()::equals).hasSize(1);
    assertThat(outcomes).filteredOn(FailureType.TARGET_BUSY::equals).hasSize(TASKS - 1);
  }

  @Test
  void oneOfManyTakesADeadClaimOver() throws Exception {
    catalogOf(0).begin(Samples.draft("nightly", "dead"), _ -> true);

    List<Object> outcomes =
        atOnce(
            TASKS,
            task ->
                catalogOf(task)
                    .begin(Samples.draft("nightly", "w" + task), id -> !id.equals("dead")));

    assertThat(outcomes).filteredOn(Optional.empty()::equals).hasSize(1);
  }

  @Test
  void noRowIsLost() throws Exception {
    atOnce(
        TASKS,
        task -> {
          for (int n = 0; n < 5; n++) {
            String id = "s-%d-%d".formatted(task, n);
            catalogOf(task + n).begin(Samples.draft(id, "w"), _ -> true);
            catalogOf(task).complete(Samples.completion(id), "w");
          }
          return task;
        });

    var all = catalogOf(0).list(ListSnapshotsRequest.ALL);
    assertThat(all.total()).isEqualTo(TASKS * 5L);
    assertThat(catalogOf(1).counts().snapshots()).isEqualTo(TASKS * 5L);
    assertThat(sidecars.list()).hasSize(TASKS * 5);
    assertThat(all.snapshots()).extracting(SnapshotSummary::status).containsOnly("created");
  }

  @Test
  void noTwoEverHoldOverlappingTargets() throws Exception {
    List<String> nested = List.of("h:/a", "h:/a/b", "h:/a/b/c", "h:/a/b/c/d");
    var inside = ConcurrentHashMap.<String>newKeySet();
    var tokens = new ConcurrentHashMap<Long, String>();

    List<Object> outcomes =
        atOnce(
            TASKS,
            task -> {
              String rollback = "r" + task;
              int taken = 0;
              for (int n = 0; n < 20; n++) {
                List<String> targets =
                    List.of(nested.get((task + n) % 4), nested.get((task + 2 * n) % 4));
                try {
                  FencingToken token = catalogOf(task).lock(new TargetLock(rollback, "w", targets));
                  inside.add(rollback);
                  assertThat(inside).containsExactly(rollback);
                  assertThat(tokens.put(token.number(), rollback)).isNull();
                  taken++;
                  inside.remove(rollback);
                  catalogOf(task).unlock(rollback);
                } catch (RollbackException e) {
                  assertThat(e.type()).isEqualTo(FailureType.TARGET_BUSY);
                }
              }
              return taken;
            });

    assertThat(outcomes).allMatch(Integer.class::isInstance).anyMatch(taken -> !taken.equals(0));
    assertThat(catalogOf(0).locks()).isEmpty();
  }

  private interface Task {
    Object run(int number);
  }

  /// What each task answered, or the type of its refusal.
  private static List<Object> atOnce(int tasks, Task task)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(tasks)) {
      List<Callable<Object>> calls = new ArrayList<>();
      IntStream.range(0, tasks).forEach(number -> calls.add(() -> outcome(task, number)));
      var outcomes = new ArrayList<Object>();
      for (Future<Object> future : threads.invokeAll(calls)) {
        outcomes.add(future.get());
      }
      return outcomes;
    }
  }

  private static Object outcome(Task task, int number) {
    try {
      return task.run(number);
    } catch (RollbackException e) {
      return e.type();
    }
  }
}
