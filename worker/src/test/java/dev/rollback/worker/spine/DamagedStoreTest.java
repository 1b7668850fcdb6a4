package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.worker.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator learns of a damaged store, and how it is mended.
@Requires({Component.TEMPORAL, Component.POSTGRES})
final class DamagedStoreTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void aCheckNamesTheFilesThatSufferAndARepairAndTheNextSnapshotHealThem() throws Exception {
    try (var installation = new Installation(directory)) {
      WorkerProcess worker = installation.startWorker().awaitReady();
      var operator = new Operator(installation);
      Path tree = Files.createDirectories(installation.targets.resolve("tree"));
      Files.writeString(tree.resolve("small"), "well\n");
      operator.asks("create", "well", "--type", "file_system", tree.toString());
      Set<Path> before = packs();
      Files.write(tree.resolve("large"), random());
      operator.asks("create", "hurt", "--type", "file_system", tree.toString());
      assertThat(operator.run("check", "--read-data").out()).contains("The store is sound");
      assertThat(worker.output()).doesNotContain("ERROR");

      flip(largestOf(before));

      Operator.Ended checked = operator.run("check", "--read-data", "-o", "json");
      JsonNode damages = checked.json().path("damages");
      assertThat(checked.exit()).isEqualTo(Exit.FAILED);
      assertThat(damages).hasSize(1);
      assertThat(damages.get(0).path("snapshot_id").asText()).isEqualTo("hurt");
      assertThat(damages.get(0).path("paths").get(0).asText()).isEqualTo(tree + "/large");
      assertThat(operator.run("check", "--read-data").out())
          .contains("Snapshot hurt", tree + "/large");

      worker.kill();
      Operator.Ended repaired = operator.run("store", "repair", "-o", "json");
      assertThat(repaired.exit()).as(repaired.err()).isEqualTo(Exit.PARTIAL);
      assertThat(repaired.json().path("snapshots").toString()).isEqualTo("[\"hurt\"]");
      try (var _ = installation.startWorker().awaitReady()) {
        healedByTheNextSnapshot(operator, tree);
      }
    }
  }

  @Test
  void aContentThatIsDamagedIsNotRestored() throws Exception {
    try (var installation = new Installation(directory)) {
      var operator = new Operator(installation);
      Path file = installation.targets.resolve("only");
      Files.write(file, random());
      try (var _ = installation.startWorker().awaitReady()) {
        operator.asks("create", "damaged", "--config-file", file.toString());
      }
      Files.writeString(file, "changed\n");
      flip(largestOf(Set.of()));

      try (var _ = installation.startWorker().awaitReady()) {
        Operator.Ended refused = operator.run("rollback", "damaged");

        assertThat(refused.exit()).isEqualTo(Exit.FAILED);
        assertThat(refused.err()).contains("SnapshotCorrupt");
        assertThat(file).hasContent("changed");
      }
    }
  }

  /// Although the file looks as it did when the snapshot was taken that lost it.
  private static void healedByTheNextSnapshot(Operator operator, Path tree) throws IOException {
    operator.asks("create", "healed", "--type", "file_system", tree.toString());
    byte[] large = Files.readAllBytes(tree.resolve("large"));
    Files.delete(tree.resolve("large"));

    operator.asks("rollback", "healed");

    assertThat(Files.readAllBytes(tree.resolve("large"))).isEqualTo(large);
    assertThat(operator.run("check", "--read-data").exit()).isEqualTo(Exit.SUCCESS);
  }

  private static byte[] random() {
    byte[] bytes = new byte[2_000_000];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private Set<Path> packs() throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("store/packs"))) {
      return new TreeSet<>(all.filter(Files::isRegularFile).toList());
    }
  }

  private Path largestOf(Set<Path> not) throws IOException {
    Set<Path> added = packs();
    added.removeAll(not);
    List<Path> bySize =
        added.stream()
            .sorted((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
            .toList();
    return bySize.getLast();
  }

  private static void flip(Path pack) throws IOException {
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 2] ^= 4;
    Files.write(pack, bytes);
  }
}
