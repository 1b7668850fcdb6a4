package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.SnapshotSpec;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What the machine may refuse, through a real server to real workers: full and read-only file
/// systems, files that may not be read, a program that is missing. Each ends by its failure's name,
/// and changes nothing.
///
/// One worker runs without the capabilities by which root reads and writes everything; another has
/// a store that is small, and no git.
@Requires({Component.TEMPORAL, Component.POSTGRES, Component.ROOT, Component.TMPFS_MOUNT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsTest {
  private static final String POOR = "poor";

  private Installation installation;
  private Path targets;
  private Path smallStore;
  private WorkerProcess worker;
  private WorkerProcess poorWorker;

  @BeforeAll
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    targets = installation.targets;
    smallStore = Files.createDirectories(directory.resolve("small-store"));
    shell(
        """
        mkdir full fixed secret; mount -t tmpfs -o size=1m none full
        mount -t tmpfs -o size=300k none ../small-store
        echo one > fixed/one; head -c 400000 /dev/urandom > full/data
        git init -q -b main fixed/code; cd fixed/code; git config user.name t
        git config user.email t@example.org; echo 1 > f; git add .; git commit -q -m 1; cd ../..
        """);
    worker =
        new WorkerProcess(
            installation,
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"),
            Map.of());
    poorWorker =
        new WorkerProcess(
            installation,
            List.of(),
            Map.of(
                "PATH",
                "/nowhere",
                "ROLLBACK_TASK_QUEUE",
                POOR,
                "ROLLBACK_STATE",
                directory.resolve("poor-state").toString(),
                "ROLLBACK_STORE",
                smallStore.toString()));
    worker.awaitReady();
    poorWorker.awaitReady();
  }

  @AfterAll
  void close() throws IOException {
    worker.close();
    poorWorker.close();
    installation.close();
    shell("umount -l fixed; umount -l full; umount -l ../small-store");
  }

  private void shell(String script) throws IOException {
    String _ = Untouched.shell(targets, script);
  }

  private void ends(String type, String queue, String workflow, String input) throws Exception {
    Untouched before = Untouched.of(installation);

    Ending ending =
        Ending.of(installation, queue, workflow, input.replace("TARGETS", targets.toString()));

    assertThat(ending.type()).as(ending.told()).isEqualTo(type);
    assertThat(before.lostIn(Untouched.of(installation))).isEmpty();
  }

  private static String files(String path) {
    return "{\"snapshot_id\": \"bad\", \"type\": \"configuration\", \"config\": {\"config_files\":"
        + " [\"TARGETS/"
        + path
        + "\"]}}";
  }

  private static String repository(String path) {
    return "{\"snapshot_id\": \"bad\", \"type\": \"git_commit\", \"config\": {\"repo_path\":"
        + " \"TARGETS/"
        + path
        + "\"}}";
  }

  private void take(String id, SnapshotSpec spec) {
    assertThat(installation.create(id, spec).status()).isEqualTo("success");
  }

  @Test
  void whatDoesNotFitIsNotRolledBack() throws Exception {
    take("fits", SnapshotSpec.Configuration.of(targets.resolve("full").toString()));
    shell("rm full/data; head -c 900000 /dev/zero > full/other");

    ends(
        "InsufficientDiskSpace",
        Installation.QUEUE,
        "ExecuteRollback",
        "{\"snapshot_id\": \"fits\", \"paths\": [\"TARGETS/full/data\"]}");
  }

  @Test
  void whatIsReadOnlyIsNotRolledBack() throws Exception {
    take("files", SnapshotSpec.Configuration.of(targets.resolve("fixed/one").toString()));
    take("code", SnapshotSpec.GitCommit.of(targets.resolve("fixed/code").toString()));
    shell(
        "echo two > fixed/one; echo 2 > fixed/code/f; mount --bind fixed fixed;"
            + " mount -o remount,ro,bind fixed");

    ends("PermissionDenied", Installation.QUEUE, "ExecuteRollback", "{\"snapshot_id\": \"files\"}");
    ends("PermissionDenied", Installation.QUEUE, "ExecuteRollback", "{\"snapshot_id\": \"code\"}");
    ends("PermissionDenied", Installation.QUEUE, "CreateSnapshot", repository("fixed/code"));
  }

  @Test
  void whatMayNotBeReadIsNamed() throws Exception {
    shell("echo s > secret/file; chmod 0 secret/file; mkdir -m 0 secret/directory");

    ends("PermissionDenied", Installation.QUEUE, "CreateSnapshot", files("secret/file"));
    ends("PermissionDenied", Installation.QUEUE, "CreateSnapshot", files("secret"));
    ends("PermissionDenied", Installation.QUEUE, "CreateSnapshot", files("secret/directory/in"));
  }

  @Test
  void aStoreThatIsFullOrReadOnlyIsNamedAndAMissingGitToo() throws Exception {
    shell("mkdir large; head -c 2000000 /dev/urandom > large/file");

    ends("ToolMissing", POOR, "CreateSnapshot", repository("fixed/code"));
    ends("InsufficientDiskSpace", POOR, "CreateSnapshot", files("large"));
    shell("mount -o remount,ro ../small-store");
    ends("PermissionDenied", POOR, "CreateSnapshot", files("large"));
  }
}
