package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.worker.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A worker that may not read everything, as one that runs without root's privileges: what it
/// cannot capture is told by name, and a rollback leaves it alone.
@Requires({Component.TEMPORAL, Component.POSTGRES})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DegradedTreesTest {
  /// Root without the right to pass over modes, as everybody else is.
  private static final List<String> UNPRIVILEGED =
      List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

  private Installation installation;
  private WorkerProcess worker;
  private Operator operator;
  private Path site = Path.of("");
  private String id = "";

  @BeforeAll
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    worker = new WorkerProcess(installation, UNPRIVILEGED, Map.of()).awaitReady();
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
    Files.writeString(site.resolve("page"), "welcome\n");
    lock(Files.writeString(site.resolve("secret"), "nobody reads this\n"));
    Path vault = Files.createDirectory(site.resolve("vault"));
    Files.writeString(vault.resolve("gold"), "nor this\n");
    lock(vault);
  }

  private static void lock(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
  }

  @Test
  void whatCannotBeReadIsToldAndLeftAloneByARollback() throws IOException {
    Operator.Ended created = operator.run("create", id, "--type", "file_system", site.toString());
    JsonNode metadata = operator.asks("show", id).path("metadata");
    Files.writeString(site.resolve("page"), "broken\n");
    Files.writeString(site.resolve("planted"), "evil\n");

    JsonNode rolled = operator.asks("rollback", id);

    assertThat(created.exit()).isEqualTo(Exit.PARTIAL);
    assertThat(created.out()).contains("degraded", site + "/secret", site + "/vault");
    assertThat(metadata.path("degraded").asBoolean()).isTrue();
    assertThat(metadata.path("shortfalls").toString())
        .contains("unreadable", site + "/secret", site + "/vault");
    assertThat(rolled.path("status").asText()).isEqualTo("completed");
    assertThat(site.resolve("page")).hasContent("welcome");
    assertThat(site.resolve("planted")).doesNotExist();
    assertThat(site.resolve("secret")).hasContent("nobody reads this");
    assertThat(site.resolve("vault/gold")).hasContent("nor this");
  }

  @Test
  void aStrictSnapshotIsRefused() {
    Operator.Ended created =
        operator.run("create", id, "--type", "file_system", "--strict", site.toString());

    assertThat(created.exit()).isEqualTo(Exit.FAILED);
    assertThat(created.err()).contains("PermissionDenied", site.toString());
  }

  @Test
  void aFileThatIsWrittenAllTheWhileIsToldOrAsItWas() throws Exception {
    Path busy = Files.writeString(site.resolve("busy"), "0\n");
    Process writer =
        new ProcessBuilder("bash", "-c", "while :; do date +%N >> '" + busy + "'; done").start();
    try {
      Operator.Ended created = operator.run("create", id, "--type", "file_system", site.toString());
      assertThat(created.exit()).isEqualTo(Exit.PARTIAL);
    } finally {
      writer.destroyForcibly();
      assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    JsonNode rolled = operator.asks("rollback", id);

    assertThat(rolled.path("status").asText()).isEqualTo("completed");
    assertThat(Files.readString(busy)).startsWith("0\n");
    assertThat(Files.readString(busy)).matches("0\n([0-9]{9}\n)*[0-9]{0,9}\n?");
  }
}
