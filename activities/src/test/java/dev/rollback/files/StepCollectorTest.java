package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Threads find steps, and the directories in which those are staged, in any order.
final class StepCollectorTest {
  @TempDir private Path directory;

  /// What was found: a step in one of several bases, or one that is not staged.
  private record Find(RawPath path, RawPath base, boolean staged) {}

  private record Stored(List<NodeId> blocks, List<RawPath> bases, Sha256 sum) {}

  @Test
  void equalPlansAreEqualToTheLastBitInWhateverOrderTheirStepsWereFound() throws Exception {
    List<Find> finds = finds(20);
    Stored first = stored(finds);

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(finds, new Random(seed));
      Stored again = stored(finds);
      assertThat(again.blocks()).isEqualTo(first.blocks());
      assertThat(again.bases()).isEqualTo(first.bases());
      assertThat(again.sum()).isEqualTo(first.sum());
    }
  }

  @Test
  void theDigestOfALargePlanIsTheSameInWhateverOrderItsStepsWereFound() throws Exception {
    List<Find> finds = finds(20_000);
    Sha256 first = stored(finds).sum();

    Collections.shuffle(finds, new Random(1));

    assertThat(stored(finds).sum()).isEqualTo(first);
  }

  @Test
  void anotherStepMakesAnotherDigest() throws Exception {
    List<Find> finds = finds(20);
    Sha256 first = stored(finds).sum();

    finds.removeLast();

    assertThat(stored(finds).sum()).isNotEqualTo(first);
  }

  private Stored stored(List<Find> finds) throws Exception {
    SnapshotStore store = Stores.open(directory.resolve("store"), Optional.empty());
    var bases = new Bases();
    try (var writer = store.writer(new Owner("plan"));
        var lane = writer.lane()) {
      var steps = new StepCollector(lane, bases);
      for (Find find : finds) {
        steps.add(step(find, bases));
      }
      List<NodeId> blocks = steps.finish().stream().map(StepBlocks.Block::node).toList();
      return new Stored(blocks, bases.paths(), steps.sum());
    }
  }

  private static Step step(Find find, Bases bases) {
    FileKind kind = find.staged() ? FileKind.FILE : FileKind.DIRECTORY;
    var seen = new Seen(kind, new FileId(1, 2), 3, 4, 5, 6, 7, 1, 0, Seen.NOTHING_BENEATH);
    return find.staged()
        ? Step.remove(find.path(), bases.number(find.base()), seen)
        : Step.metadata(find.path(), seen, null, Metadata.NONE, Metadata.NONE);
  }

  private static List<Find> finds(int count) {
    var finds = new ArrayList<Find>();
    for (int at = 0; at < count; at++) {
      RawPath base = RawPath.of(Path.of("/b" + at % 3));
      finds.add(new Find(base.child(Names.bytes("f" + at)), base, at % 4 != 0));
    }
    return finds;
  }
}
