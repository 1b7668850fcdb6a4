package dev.rollback.benchmarks;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.workflow.CreateSnapshot;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// `CreateSnapshot` of ten configuration files through a real Temporal server, beside a workflow
/// that does nothing in as many activities on the same server, in turn: at 1, 8 and 64 at once.
///
/// Each snapshot is of files of its own, so that nothing of it is in the store already.
///
/// Options: `--rounds` (10 turns), `--explain` (0: of how many runs the time before each event of
/// the history is shown), `--in` (a directory).
final class OrchestrationBenchmark {
  private static final List<Integer> AT_ONCE = List.of(1, 8, 64);
  private static final int EACH_TURN = 64;
  private static final String NOTHING = "nothing";

  private final Stack stack;
  private final Path directory;
  private final AtomicInteger number = new AtomicInteger();
  private int activities;

  private OrchestrationBenchmark(Stack stack, Path directory) {
    this.stack = stack;
    this.directory = directory;
  }

  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    try (Place place = Place.make(options);
        Stack stack = Stack.start(place.directory())) {
      place.describe(
          "orchestration: CreateSnapshot of 10 files beside a workflow that does nothing",
          "temporal --version");
      WorkerFactory factory = serveNothing(stack);
      var benchmark = new OrchestrationBenchmark(stack, place.directory().resolve("targets"));
      benchmark.run(options.number("rounds", 10));
      benchmark.explain(options.number("explain", 0));
      factory.shutdownNow();
    }
  }

  /// With the options of the product's own worker.
  private static WorkerFactory serveNothing(Stack stack) {
    var factory =
        WorkerFactory.newInstance(
            stack.client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(200)
                .build());
    var worker =
        factory.newWorker(
            NOTHING,
            WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(32)
                .build());
    worker.registerWorkflowImplementationTypes(NoWork.Impl.class);
    NoWork.Nothing nothing = text -> text;
    worker.registerActivitiesImplementations(nothing);
    factory.start();
    return factory;
  }

  private SnapshotSpec spec(String id) {
    return SnapshotSpec.Configuration.of(directory.resolve(id).toString());
  }

  private void makeFiles(String id) throws IOException {
    Path files = Files.createDirectories(directory.resolve(id));
    for (int each = 0; each < 10; each++) {
      Files.writeString(
          files.resolve("file" + each + ".conf"), (id + "." + each + " = value\n").repeat(100));
    }
  }

  private void run(int rounds) throws IOException, InterruptedException, ExecutionException {
    makeFiles("first");
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
      throws IOException, InterruptedException, ExecutionException {
    int first = number.getAndAdd(EACH_TURN);
    for (int one = first; one < first + EACH_TURN; one++) {
      makeFiles(id(one));
    }
    long start = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      List<Future<?>> all =
          IntStream.range(first, first + EACH_TURN)
              .<Future<?>>mapToObj(one -> threads.submit(() -> timed(work, id(one), each)))
              .toList();
      for (Future<?> one : all) {
        var _ = one.get();
      }
    }
    turns.add(System.nanoTime() - start);
  }

  private static String id(int number) {
    return "bench-" + number;
  }

  private static void timed(Consumer<String> work, String id, Times times) {
    long start = System.nanoTime();
    work.accept(id);
    times.add(System.nanoTime() - start);
  }

  private void snapshot(String id) {
    SnapshotRecord made =
        stack
            .stub(CreateSnapshot.class, Stack.QUEUE, "snapshot/" + id)
            .createSnapshot(CreateSnapshotRequest.of(id, spec(id)));
    if (made.error() != null) {
      throw new IllegalStateException(made.error());
    }
  }

  private void nothing(String id) {
    stack.stub(NoWork.class, NOTHING, "nothing/" + id).run(activities);
  }

  /// Where the time of one at a time goes.
  private void explain(int runs) throws IOException {
    if (runs == 0) {
      return;
    }
    var snapshots = new ArrayList<String>();
    var nothings = new ArrayList<String>();
    for (int run = 0; run < runs; run++) {
      String id = "explained-" + run;
      makeFiles(id);
      snapshot(id);
      nothing(id);
      snapshots.add("snapshot/" + id);
      nothings.add("nothing/" + id);
    }
    Gaps.print("nothing", stack.client, nothings);
    Gaps.print("CreateSnapshot", stack.client, snapshots);
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
