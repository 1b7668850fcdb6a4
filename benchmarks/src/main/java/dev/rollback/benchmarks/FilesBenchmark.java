package dev.rollback.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Captures and rollbacks of a tree of files, beside each rival that is found on PATH, in turn and
/// from the same state. What comes back is compared with what was there.
///
/// Options: `--rounds` (5), `--warm-up` (3, ours alone: a worker is warm), `--archive` (a tar
/// file),
/// `--in` (a directory), `--rivals` (`yes` or `no`).
final class FilesBenchmark {
  private static final Duration REST = Duration.ofSeconds(3);

  private final FileTree tree;
  private final String digest;
  private final int rounds;
  private final List<Row> rows = new ArrayList<>();

  /// What was measured of one.
  private record Row(
      String name, Times first, Times unchanged, Times empty, Times place, long stored) {}

  private FilesBenchmark(FileTree tree, int rounds) throws IOException {
    this.tree = tree;
    this.digest = tree.digest(tree.top());
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws IOException {
    Options options = Options.of(arguments);
    try (Place place = Place.make(options)) {
      place.describe("files: captures and rollbacks of a tree", "tar --version");
      FileTree tree = FileTree.make(place.directory(), options);
      var benchmark = new FilesBenchmark(tree, options.number("rounds", 5));
      benchmark.ours(place.directory().resolve("ours"), options.number("warm-up", 3));
      if (options.text("rivals", "yes").equals("yes")) {
        for (Rival rival : Rival.all(place.directory().resolve("rival"), tree.top())) {
          benchmark.rival(rival);
        }
      }
      benchmark.report();
    }
  }

  private void ours(Path directory, int warmUp) throws IOException {
    var ours = new Ours(directory, tree.top());
    for (int round = 0; round < warmUp; round++) {
      measure(ours, 1);
    }
    rows.add(measure(ours, rounds));
    ours.withSafetySnapshot(true);
    var undo = new Times();
    for (int round = 0; round < rounds; round++) {
      undo.add(inPlace(ours));
    }
    rows.add(new Row(ours.name(), new Times(), new Times(), new Times(), undo, 0));
    ours.close();
    FileTree.remove(directory);
    rows.add(measure(new ColdOurs(directory, tree.top()), rounds));
    FileTree.remove(directory);
  }

  private void rival(Rival rival) throws IOException {
    if (!rival.isHere()) {
      System.out.println(rival.name() + ": not found, passed over");
      return;
    }
    System.out.println(rival.name() + ": " + rival.version());
    rows.add(measure(rival, rounds));
    FileTree.remove(rival.directory());
  }

  private Row measure(Archiver archiver, int times) throws IOException {
    var first = new Times();
    var unchanged = new Times();
    var empty = new Times();
    var place = new Times();
    long stored = 0;
    for (int round = 0; round < times; round++) {
      archiver.prepare();
      rest();
      first.add(timed(archiver::capture));
      stored = archiver.stored();
      unchanged.add(timed(archiver::capture));
      empty.add(restoredToEmpty(archiver));
      long took = inPlace(archiver);
      if (took > 0) {
        place.add(took);
      }
    }
    return new Row(archiver.name(), first, unchanged, empty, place, stored);
  }

  /// Lets the last round's changes grow old: no backup is taken in the second of a change, and ours
  /// reads such files twice.
  private static void rest() {
    try {
      Thread.sleep(REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The benchmark was interrupted.", e);
    }
  }

  /// A rival writes beside the tree; ours puts the tree itself back, which is moved away first.
  private long restoredToEmpty(Archiver archiver) throws IOException {
    Path aside = tree.top().resolveSibling("aside");
    if (archiver instanceof Rival rival) {
      rival.makeEmpty();
    } else {
      Files.move(tree.top(), aside);
    }
    var where = new Path[1];
    long took = timed(() -> where[0] = archiver.restoreToEmpty());
    require(where[0]);
    if (Files.exists(aside)) {
      FileTree.remove(tree.top());
      Files.move(aside, tree.top());
    } else {
      FileTree.remove(where[0]);
    }
    return took;
  }

  private long inPlace(Archiver archiver) throws IOException {
    tree.change();
    var done = new boolean[1];
    long took = timed(() -> done[0] = archiver.restoreInPlace());
    if (!done[0]) {
      tree.restore();
      return 0;
    }
    require(tree.top());
    return took;
  }

  private void require(Path copy) throws IOException {
    if (!tree.digest(copy).equals(digest)) {
      throw new IllegalStateException("What came back in " + copy + " is not what was there.");
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static long timed(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private void report() {
    System.out.printf(
        "%n%-20s %22s %22s %22s %22s %10s%n",
        "seconds (× ours)", "first", "unchanged", "to empty", "in place, 1 %", "MB");
    Row ours = rows.getFirst();
    for (Row row : rows) {
      System.out.printf(
          "%-20s %22s %22s %22s %22s %10s%n",
          row.name(),
          cell(row.first(), ours.first()),
          cell(row.unchanged(), ours.unchanged()),
          cell(row.empty(), ours.empty()),
          cell(row.place(), ours.place()),
          row.stored() == 0 ? "–" : "%d".formatted(row.stored() / 1_000_000));
    }
  }

  private static String cell(Times times, Times ours) {
    return times.count() == 0
        ? "–"
        : "%.3f (%.2f ×)".formatted(times.median() / 1000, times.median() / ours.median());
  }
}
