package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the worker at random moments of captures, rollbacks and prunes of a tree of files,
/// and a new worker after it: every snapshot holds what was there, every rollback ends at old or
/// new, and a check of all data is clean.
@Requires({Component.TEMPORAL, Component.POSTGRES})
final class KilledTreesTest {
  private static final boolean SOAK = Boolean.getBoolean("rollback.soak");
  private static final int KILLS = Integer.getInteger("rollback.kills", SOAK ? 90 : 3);
  private static final long SEED = Long.getLong("rollback.seed", 20_261_124L);
  private static final int FILES = 600;
  private static final int LONGEST_MILLIS = 1_500;
  private static final int MOST_KEPT = 6;

  private final Random random = new Random(SEED);
  private final TreeMap<String, String> snapshots = new TreeMap<>();
  private Installation installation;
  private Operator operator;
  private WorkerProcess worker;
  private Path site = Path.of("");

  @BeforeEach
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    operator = new Operator(installation);
    site = Files.createDirectories(installation.targets.resolve("site"));
    for (int file = 0; file < FILES; file++) {
      write(file);
    }
    worker = installation.startWorker().awaitReady();
  }

  @AfterEach
  void close() throws IOException {
    worker.close();
    installation.close();
  }

  private void write(int file) throws IOException {
    Path path = site.resolve("%02d".formatted(file % 20)).resolve("file-" + file);
    Files.createDirectories(path.getParent());
    var bytes = new byte[random.nextInt(20_000)];
    random.nextBytes(bytes);
    Files.write(path, bytes);
    Files.setLastModifiedTime(path, FileTime.fromMillis(1_700_000_000_000L + random.nextInt()));
  }

  private void change() throws IOException {
    for (int each = 0; each < 40; each++) {
      write(random.nextInt(2 * FILES));
    }
    for (int each = 0; each < 10; each++) {
      int file = random.nextInt(2 * FILES);
      Files.deleteIfExists(site.resolve("%02d".formatted(file % 20)).resolve("file-" + file));
    }
  }

  @Test
  void nothingIsLostOrMixedWhereverTheWorkerDies() throws Exception {
    System.out.printf("%d kills, seed %d (-Drollback.seed)%n", KILLS, SEED);
    snapshots.put("s000", described());
    assertThat(operator.run(creation("s000")).exit()).isZero();
    for (int kill = 1; kill <= KILLS; kill++) {
      String which = "kill %d of seed %d".formatted(kill, SEED);
      switch (kill % 3) {
        case 1 -> killedCapture("s%03d".formatted(kill), which);
        case 2 -> killedRollback(kill, which);
        default -> killedPrune(which);
      }
    }
    for (Map.Entry<String, String> snapshot : snapshots.entrySet()) {
      assertThat(operator.run("rollback", snapshot.getKey()).exit()).isZero();
      assertThat(described()).as(snapshot.getKey()).isEqualTo(snapshot.getValue());
    }
    Operator.Ended check = operator.run("check", "--read-data");
    assertThat(check.exit()).as(check.out() + check.err()).isZero();
  }

  private String[] creation(String id) {
    return new String[] {"create", id, "--type", "file_system", site.toString()};
  }

  private void killedCapture(String id, String which) throws Exception {
    change();
    snapshots.put(id, described());

    Operator.Ended ended = killed(creation(id));

    assertThat(ended.exit()).as(which + ended.err()).isZero();
  }

  private void killedRollback(int kill, String which) throws Exception {
    change();
    String before = described();
    String id = one();

    Operator.Ended ended = killed("rollback", id, "--rollback-id", "r" + kill);

    String now = described();
    assertThat(now).as(which).isEqualTo(ended.exit() == 0 ? snapshots.get(id) : before);
  }

  private void killedPrune(String which) throws Exception {
    while (snapshots.size() > MOST_KEPT) {
      String id = one();
      snapshots.remove(id);
      assertThat(operator.run("delete", id).exit()).as(which).isZero();
    }

    Operator.Ended ended = killed("prune", "--grace", "0");

    assertThat(ended.exit()).as(which + ended.err()).isZero();
  }

  private String one() {
    return List.copyOf(snapshots.keySet()).get(random.nextInt(snapshots.size()));
  }

  /// Runs a command, kills the worker in the meantime, and starts another, with which it ends.
  private Operator.Ended killed(String... command) throws Exception {
    CompletableFuture<Operator.Ended> ended =
        CompletableFuture.supplyAsync(() -> operator.run(command));
    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
    worker.kill();
    worker = installation.startWorker().awaitReady();
    return ended.get(3, TimeUnit.MINUTES);
  }

  /// Names, modes, times and contents.
  private String described() throws IOException {
    var lines = new ArrayList<String>();
    try (Stream<Path> walk = Files.walk(site)) {
      walk.sorted().forEach(path -> lines.add(describedOne(path)));
    }
    return String.join("\n", lines);
  }

  private String describedOne(Path path) {
    try {
      String content = "directory";
      if (!Files.isDirectory(path)) {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
        content = HexFormat.of().formatHex(Arrays.copyOf(sum, 8));
      }
      return "%s %s %s %s"
          .formatted(
              site.relativize(path),
              Files.getPosixFilePermissions(path),
              Files.getLastModifiedTime(path),
              content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
