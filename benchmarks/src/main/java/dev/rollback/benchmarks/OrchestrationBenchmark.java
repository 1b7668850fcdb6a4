package dev.rollback.benchmarks;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.workflow.CreateSnapshot;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// `CreateSnapshot` of ten configuration files through a real Temporal server, beside a workflow
/// that does
/// nothing in as many activities on the same server, in turn: at 1, 8 and 64 at once.
///
/// Options: `--rounds` (10 turns), `--in` (a directory).
final class OrchestrationBenchmark {
  private static final List<Integer> AT_ONCE = List.of(1, 8, 64);
  private static final int EACH_TURN = 64;
  private static final String NOTHING = "nothing";

  private final Stack stack;
  private final SnapshotSpec spec;
  private final AtomicInteger number = new AtomicInteger();
  private int activities;

  private OrchestrationBenchmark(Stack stack, SnapshotSpec spec) {
    this.stack = stack;
    this.spec = spec;
  }

  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    try (Place place = Place.make(options);
        Stack stack = Stack.start(place.directory())) {
      place.describe(
          "orchestration: CreateSnapshot of 10 files beside a workflow that does nothing");
      WorkerFactory factory = WorkerFactory.newInstance(stack.client);
      var worker = factory.newWorker(NOTHING);
      worker.registerWorkflowImplementationTypes(NoWork.Impl.class);
      NoWork.Nothing nothing = text -> text;
      worker.registerActivitiesImplementations(nothing);
      factory.start();
      new OrchestrationBenchmark(stack, files(place.directory())).run(options.number("rounds", 10));
      factory.shutdownNow();
    }
  }

  private static SnapshotSpec files(Path directory) throws IOException {
    Path files = Files.createDirectories(directory.resolve("etc"));
    for (int each = 0; each < 10; each++) {
      Files.writeString(
          files.resolve("file" + each + ".conf"), ("key" + each + " = value\n").repeat(100));
    }
    return SnapshotSpec.Configuration.of(files.toString());
  }

  private void run(int rounds) throws InterruptedException, ExecutionException {
    snapshot("first");
    Histories history = Histories.of(stack.client, "snapshot/first");
    activities = history.activities();
    System.out.printf("Activities: %d in both.%n%n", activities);
    turn(8, this::snapshot, new Times(), new Times());
    turn(8, this::nothing, new Times(), new Times());
    for (int atOnce : AT_ONCE) {
      var snapshots = new Times();
      var nothings = new Times();
      var snapshotTurns = new Times();
      var nothingTurns = new Times();
      for (int round = 0; round < rounds; round++) {
        turn(atOnce, this::snapshot, snapshots, snapshotTurns);
        turn(atOnce, this::nothing, nothings, nothingTurns);
      }
      report(atOnce, snapshots, snapshotTurns, nothings, nothingTurns);
    }
  }

  /// A turn's workflows, so many of them at once.
  private void turn(int atOnce, Consumer<String> work, Times each, Times turns)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      List<Future<?>> all =
          IntStream.range(0, EACH_TURN)
              .<Future<?>>mapToObj(_ -> threads.submit(() -> timed(work, each)))
              .toList();
      for (Future<?> one : all) {
        var _ = one.get();
      }
    }
    turns.add(System.nanoTime() - start);
  }

  private void timed(Consumer<String> work, Times times) {
    String id = "bench-" + number.incrementAndGet();
    long start = System.nanoTime();
    work.accept(id);
    times.add(System.nanoTime() - start);
  }

  private void snapshot(String id) {
    SnapshotRecord made =
        stack
            .stub(CreateSnapshot.class, Stack.QUEUE, "snapshot/" + id)
            .createSnapshot(CreateSnapshotRequest.of(id, spec));
    if (made.error() != null) {
      throw new IllegalStateException(made.error());
    }
  }

  private void nothing(String id) {
    stack.stub(NoWork.class, NOTHING, "nothing/" + id).run(activities);
  }

  private static void report(
      int atOnce, Times snapshots, Times snapshotTurns, Times nothings, Times nothingTurns) {
    System.out.printf("%d at once%n", atOnce);
    row("CreateSnapshot", snapshots, snapshotTurns);
    row("nothing", nothings, nothingTurns);
    System.out.printf(
        "  %-16s p50 %5.2f ×   p99 %5.2f ×   per second %5.2f ×%n%n",
        "ratio",
        snapshots.median() / nothings.median(),
        snapshots.quantile(0.99) / nothings.quantile(0.99),
        (double) nothingTurns.total() / snapshotTurns.total());
  }

  private static void row(String name, Times each, Times turns) {
    System.out.printf(
        "  %-16s p50 %7.1f ms   p99 %7.1f ms   %7.1f per second%n",
        name, each.median(), each.quantile(0.99), each.count() / (turns.total() / 1e9));
  }
}
