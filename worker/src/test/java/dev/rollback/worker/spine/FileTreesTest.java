package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.worker.cli.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A day's work with trees of files at the command line of a real installation.
@Requires({Component.TEMPORAL, Component.POSTGRES})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FileTreesTest {
  private Installation installation;
  private WorkerProcess worker;
  private Operator operator;
  private Path site = Path.of("");
  private String id = "";

  @BeforeAll
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    worker = installation.startWorker().awaitReady();
    operator = new Operator(installation);
  }

  @AfterAll
  void close() throws IOException {
    worker.close();
    installation.close();
  }

  @BeforeEach
  void tree(TestInfo test) throws IOException {
    id = test.getTestMethod().orElseThrow().getName();
    site = Files.createDirectories(installation.targets.resolve(id));
    Files.writeString(site.resolve("index.html"), "welcome\n");
    Files.writeString(Files.createDirectories(site.resolve("sub")).resolve("page.html"), "page\n");
    Files.createSymbolicLink(site.resolve("start"), Path.of("index.html"));
    Files.writeString(site.resolve("session.tmp"), "of today\n");
    Path cache = Files.createDirectories(site.resolve("cache"));
    Files.writeString(
        cache.resolve("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n");
    Files.writeString(cache.resolve("thumbnail"), "made anew at any time\n");
  }

  private void create(String name) throws IOException {
    operator.asks(
        "create",
        name,
        "--type",
        "file_system",
        site.toString(),
        "--exclude",
        "*.tmp",
        "--exclude-caches",
        "--tag",
        "web");
  }

  private void damage() throws IOException {
    Files.writeString(site.resolve("index.html"), "broken\n");
    Files.delete(site.resolve("sub/page.html"));
    Files.writeString(site.resolve("planted.html"), "evil\n");
    Files.writeString(site.resolve("session.tmp"), "of now\n");
  }

  /// Names, kinds, modes, times and contents.
  private String described(Path root) throws IOException {
    var lines = new TreeMap<String, String>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.forEach(path -> lines.put(root.relativize(path).toString(), describedOne(path)));
    }
    return String.join("\n", lines.entrySet().stream().map(Object::toString).toList());
  }

  private static String describedOne(Path path) {
    try {
      String mode =
          PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))
              + " "
              + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
      if (Files.isSymbolicLink(path)) {
        return "link " + Files.readSymbolicLink(path) + " " + mode;
      }
      return mode + (Files.isDirectory(path) ? " directory" : " " + Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> listed(String... arguments) throws IOException {
    var paths = new ArrayList<String>();
    for (JsonNode entry : operator.asks(arguments).path("entries")) {
      paths.add(entry.path("path").asText().replace(site + "/", ""));
    }
    return paths;
  }

  @Test
  void aSnapshotHoldsWhatWasAskedForAndNotWhatIsExcluded() throws IOException {
    create(id);

    assertThat(listed("show", id, site.toString(), "-r"))
        .containsExactly(
            "cache", "cache/CACHEDIR.TAG", "index.html", "start", "sub", "sub/page.html");
    assertThat(listed("show", id, site.resolve("sub").toString())).containsExactly("sub/page.html");
    assertThat(operator.run("show", id, site.toString()).out())
        .contains("-rw-r--r--", site + "/index.html", site + "/start -> index.html");
    assertThat(operator.run("show", id, site + "/nothing").err()).contains("PathNotFound");
    assertThat(operator.run("show", id, "--content", site + "/index.html").out())
        .isEqualTo("welcome\n");
    assertThat(operator.run("list", "--tag", "web", "--limit", "1000").out()).contains(id);
  }

  @Test
  void aRollbackPutsExactlyTheSnapshotBackAndIsUndone() throws IOException {
    String excluded = Files.readString(site.resolve("session.tmp"));
    create(id);
    String good = described(site);
    damage();
    String bad = described(site);

    JsonNode plan = operator.asks("plan", id).path("plan").path("changes");
    JsonNode rolled = operator.asks("rollback", id, "--rollback-id", id + "-back");
    Files.writeString(site.resolve("session.tmp"), excluded);

    assertThat(plan.toString()).isEqualTo("{\"create\":1,\"modify\":1,\"delete\":1}");
    assertThat(rolled.path("status").asText()).isEqualTo("completed");
    assertThat(withoutTimeOf("session.tmp", described(site)))
        .isEqualTo(withoutTimeOf("session.tmp", good));

    JsonNode undo = operator.asks("undo", id + "-back");
    Files.writeString(site.resolve("session.tmp"), "of now\n");
    assertThat(undo.path("status").asText()).isEqualTo("completed");
    assertThat(withoutTimeOf("session.tmp", described(site)))
        .isEqualTo(withoutTimeOf("session.tmp", bad));
  }

  private static String withoutTimeOf(String name, String described) {
    return described.replaceAll("(?m)^" + name + "=.*", name);
  }

  @Test
  void aSafetySnapshotHoldsTheChangeOnlyAndSaysSo() throws IOException {
    create(id);
    damage();
    operator.asks("rollback", id, "--rollback-id", id + "-back");

    JsonNode metadata = operator.asks("show", id + "-back-before").path("metadata");

    assertThat(metadata.path("plan_id").asText()).isEqualTo(id + "-back");
    assertThat(listed("show", id + "-back-before", "/", "-r"))
        .contains("index.html", "planted.html")
        .doesNotContain("start", "cache/CACHEDIR.TAG");
  }

  @Test
  void anOverlayLetsWhatWasMadeSinceStay() throws IOException {
    create(id);
    damage();

    operator.asks("rollback", id, "--mode", "overlay", "--verify-content");

    assertThat(site.resolve("index.html")).hasContent("welcome");
    assertThat(site.resolve("sub/page.html")).exists();
    assertThat(site.resolve("planted.html")).hasContent("evil");
  }

  @Test
  void whatIsMissingComesBackAndNothingElseChanges() throws IOException {
    create(id);
    damage();

    operator.asks("rollback", id, "--mode", "missing");

    assertThat(site.resolve("index.html")).hasContent("broken");
    assertThat(site.resolve("sub/page.html")).hasContent("page");
    assertThat(site.resolve("planted.html")).exists();
  }

  @Test
  void aPartIsRolledBackAndTheRestStays() throws IOException {
    create(id);
    damage();

    operator.asks("rollback", id, "--path", site.resolve("sub").toString());

    assertThat(site.resolve("sub/page.html")).exists();
    assertThat(site.resolve("index.html")).hasContent("broken");
  }

  @Test
  void twoSnapshotsAndNowAreComparedAsAnOperatorExpects() throws IOException {
    create(id);
    damage();
    Operator.Ended live = operator.run("diff", id);
    create(id + "-2");
    Operator.Ended both = operator.run("diff", id, id + "-2");

    assertThat(live.exit()).isEqualTo(Exit.SUCCESS);
    assertThat(live.out().lines())
        .contains(
            "comparing snapshot %s to live:".formatted(id),
            "M    " + site + "/index.html",
            "+    " + site + "/planted.html",
            "-    " + site + "/sub/page.html");
    assertThat(live.out()).doesNotContain("session.tmp", "thumbnail");
    assertThat(marks(both)).isEqualTo(marks(live));
    assertThat(operator.asks("diff", id, id).path("total").asLong()).isZero();
  }

  private static List<String> marks(Operator.Ended diff) {
    return diff.out().lines().filter(line -> line.matches("[-+MTU]    /.*")).toList();
  }

  @Test
  void aSecondSnapshotTellsWhatChangedSinceItsParent() throws IOException {
    create(id);
    damage();
    create(id + "-2");

    JsonNode metadata = operator.asks("show", id + "-2").path("metadata");

    assertThat(metadata.path("parent").asText()).isEqualTo(id);
    assertThat(metadata.path("new_files").asLong()).isEqualTo(1);
    assertThat(metadata.path("changed_files").asLong()).isEqualTo(1);
    assertThat(metadata.path("unchanged_files").asLong()).isEqualTo(2);
  }

  @Test
  void filesAreLaidDownBesideAndNeverOverWhatIsThere() throws IOException {
    create(id);
    damage();
    String now = described(site);
    Path beside = installation.targets.resolve(id + "-beside");

    operator.asks("restore", id, "--to", beside.toString());
    Operator.Ended again = operator.run("restore", id, "--to", beside.toString());
    operator.asks("restore", id, "--to", beside.toString(), "--into-existing");

    Path copy = beside.resolve(site.toString().substring(1));
    assertThat(copy.resolve("index.html")).hasContent("welcome");
    assertThat(copy.resolve("sub/page.html")).hasContent("page");
    assertThat(copy.resolve("start")).isSymbolicLink();
    assertThat(again.exit()).isEqualTo(Exit.FAILED);
    assertThat(again.err()).contains("InvalidRequest", beside.toString());
    assertThat(described(site)).isEqualTo(now);
  }

  @Test
  void aTreeIsAMemberOfASetLikeAnyOther() throws IOException {
    Path file = Files.writeString(installation.targets.resolve(id + ".conf"), "good\n");
    Path request = installation.targets.resolve(id + ".yaml");
    Files.writeString(
        request,
        """
        snapshot_id: %s
        type: set
        config:
          members:
            - {name: site, type: file_system, config: {paths: ["%s"]}}
            - {name: conf, type: configuration, config: {config_files: ["%s"]}}
        """
            .formatted(id, site, file));
    operator.asks("create", "--file", request.toString());
    damage();
    Files.writeString(file, "bad\n");

    JsonNode rolled = operator.asks("rollback", id);

    assertThat(rolled.path("status").asText()).isEqualTo("completed");
    assertThat(site.resolve("index.html")).hasContent("welcome");
    assertThat(file).hasContent("good");
    assertThat(listed("show", id, "/", "--member", "conf")).isNotEmpty();
  }

  @Test
  void whatADryRunOfRetentionSaysIsFreedIsFreedByAPrune() throws IOException {
    Files.writeString(site.resolve("large"), random(4_000_000));
    create(id);
    Files.delete(site.resolve("large"));
    create(id + "-2");
    long before = stored();

    JsonNode told =
        operator.asks(
            "retention", "--keep-last", "1", "--type", "file_system", "--tag", "web", "-n");
    operator.asks("retention", "--keep-last", "1", "--type", "file_system", "--tag", "web");
    operator.asks("prune", "--grace", "0");
    JsonNode rest = operator.asks("prune", "--grace", "0");

    assertThat(told.path("freed_bytes").asLong()).isGreaterThan(2_000_000);
    assertThat(rest.path("waiting_packs").asLong()).isZero();
    assertThat(before - stored()).isGreaterThan(2_000_000);
    assertThat(operator.asks("rollback", id + "-2").path("status").asText()).isEqualTo("completed");
  }

  private static String random(int characters) {
    var random = new Random(4);
    return random
        .ints(characters, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private long stored() throws IOException {
    try (Stream<Path> packs = Files.walk(installation.directory.resolve("store/packs"))) {
      return packs.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
