package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.SnapshotSpec;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a caller may send that is wrong, through a real server to a real worker: each ends at once
/// by its failure's name, and changes nothing.
@Requires({Component.TEMPORAL, Component.POSTGRES, Component.GIT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
  private Installation installation;
  private WorkerProcess worker;

  @BeforeAll
  void install(@TempDir Path directory) throws Exception {
    installation = new Installation(directory);
    var targets = new Targets(installation.targets);
    worker = installation.startWorker().awaitReady();
    installation.create("good", targets.spec());
    Untouched.shell(
        installation.targets,
        """
        repository() { git init -q -b main $1; git -C $1 config user.name t
          git -C $1 config user.email t@example.org; echo 1 > $1/f; git -C $1 add .
          git -C $1 commit -q -m 1; }
        ln -s /etc out; ln -s etc inside; ln -s source repository
        repository merging; cd merging; git checkout -q -b other; echo 2 > f; git commit -q -a -m 2
        git checkout -q main; echo 3 > f; git commit -q -a -m 3; git merge -q other; cd ..
        repository locked; touch locked/.git/index.lock
        repository gone; repository borrowing; mkdir -p ../outside
        git init -q --bare ../outside/objects.git
        echo $PWD/../outside/objects.git/objects > borrowing/.git/objects/info/alternates
        repository elsewhere; git -C elsewhere config core.worktree /etc
        mkdir pointing; echo "gitdir: $PWD/../outside/objects.git" > pointing/.git
        mkdir broken; repository broken; echo x > broken/.git/index
        """);
    installation.create("lost", spec("gone"));
    Untouched.shell(installation.targets, "rm -rf gone");
  }

  private SnapshotSpec spec(String repository) {
    return SnapshotSpec.GitCommit.of(installation.targets.resolve(repository).toString());
  }

  @AfterAll
  void close() throws IOException {
    worker.close();
    installation.close();
  }

  private void ends(String type, String workflow, String... inputs) throws Exception {
    Untouched before = Untouched.of(installation);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = inputs[i].replace("TARGETS", installation.targets.toString());
    }

    Ending ending = Ending.of(installation, Installation.QUEUE, workflow, inputs);

    assertThat(ending.type()).as(ending.told()).isEqualTo(type);
    assertThat(before.lostIn(Untouched.of(installation))).isEmpty();
  }

  static Stream<String> unreadable() {
    return Stream.of(
        "null",
        "[]",
        "\"text\"",
        "7",
        "",
        "{",
        "{} {}",
        "{\"snapshot_id\": \"a\", \"snapshot_id\": \"b\"}",
        "[".repeat(100_000),
        "{\"description\": \"" + "x".repeat(1_500_000) + "\"}");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNoRequestIsRefusedAtEveryDoor(String json) throws Exception {
    ends("InvalidRequest", "CreateSnapshot", json);
    ends("InvalidRequest", "ExecuteRollback", json);
    ends("InvalidRequest", "RollbackManager", json);
  }

  @Test
  void noInputAndTwoInputsAreRefused() throws Exception {
    ends("InvalidRequest", "CreateSnapshot");
    ends("InvalidRequest", "RollbackManager");
    ends("InvalidRequest", "CreateSnapshot", "{}", "{}");
    ends("InvalidRequest", "RollbackManager", "{}", "{\"action\": \"status\"}");
    ends("InvalidRequest", "MakeCoffee", "{}");
  }

  @Test
  void fiveMegabytesAreNotTakenByTheServer() throws Exception {
    Untouched before = Untouched.of(installation);
    String large = "{\"description\": \"" + "x".repeat(5_000_000) + "\"}";

    assertThatThrownBy(() -> Ending.of(installation, Installation.QUEUE, "CreateSnapshot", large))
        .rootCause()
        .hasMessageContaining("larger than max");
    assertThat(before.lostIn(Untouched.of(installation))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          InvalidRequest  | "type": "configuration", "config": {"config_files": ["TARGETS/etc"]}, "lables": {}
          InvalidRequest  | "type": "configuration", "config": {"config_fils": ["TARGETS/etc"]}
          InvalidRequest  | "type": "configuration", "config": {"config_files": "TARGETS/etc"}
          InvalidRequest  | "type": "configuration", "config": ["TARGETS/etc"]
          InvalidRequest  | "type": "configuration", "config": {"config_files": [7]}
          InvalidRequest  | "type": "configuration", "config": {"config_files": ["TARGETS/etc"]}, "timeout": "60"
          InvalidRequest  | "type": "configuration", "config": {"config_files": ["TARGETS/etc"]}, "timeout": 0
          InvalidRequest  | "type": "configuration", "config": {"config_files": ["TARGETS/etc"]}, "description": 5
          InvalidRequest  | "type": "configuration"
          InvalidRequest  | "config": {"config_files": ["TARGETS/etc"]}
          UnsupportedType | "type": "floppy", "config": {"config_files": ["TARGETS/etc"]}
          InvalidRequest  | "type": "set", "config": {"members": []}
          InvalidRequest  | "type": "set", "config": {"members": [{"name": "a", "type": "set", "config": {"members": []}}]}
          InvalidRequest  | "type": "set", "config": {"members": [{"name": "a", "type": "configuration", "config": {"config_files": ["TARGETS/etc"]}}, {"name": "a", "type": "git_commit", "config": {"repo_path": "TARGETS/source"}}]}
          InvalidRequest  | "type": "set", "config": {"members": [{"name": "a", "type": "configuration", "config": {"config_files": ["TARGETS/etc"]}}, {"name": "b", "type": "configuration", "config": {"config_files": ["TARGETS/etc/app-1.conf"]}}]}
          PathNotAllowed  | "type": "configuration", "config": {"config_files": ["/etc/passwd"]}
          PathNotAllowed  | "type": "configuration", "config": {"config_files": ["etc/app-1.conf"]}
          PathNotAllowed  | "type": "configuration", "config": {"config_files": ["TARGETS/../../../../../etc/passwd"]}
          PathNotAllowed  | "type": "configuration", "config": {"config_files": ["TARGETS/out/passwd"]}
          PathNotAllowed  | "type": "configuration", "config": {"config_files": ["TARGETS/inside/app-1.conf"]}
          PathNotAllowed  | "type": "configuration", "config": {"config_files": ["/**"]}
          PathNotAllowed  | "type": "configuration", "config": {"config_files": ["/"]}
          PathNotFound    | "type": "configuration", "config": {"config_files": ["TARGETS/nothing"]}
          PathNotFound    | "type": "configuration", "config": {"config_files": ["TARGETS/etc/*.none"]}
          InvalidRequest  | "type": "configuration", "config": {"config_files": ["TARGETS/\\ud800"]}
          InvalidRequest  | "type": "configuration", "config": {"config_files": ["TARGETS/a\\u0000b"]}
          PathNotAllowed  | "type": "configuration", "config": {"config_files": ["TARGETS/etc"], "backup_location": "/var/tmp/copy"}
          InvalidRequest  | "type": "file_system", "config": {"paths": []}
          InvalidRequest  | "type": "file_system", "config": {"path": ["TARGETS/etc"]}
          InvalidRequest  | "type": "file_system", "config": {"paths": ["TARGETS/etc"], "exclude": "*.tmp"}
          SnapshotNotFound | "type": "file_system", "config": {"paths": ["TARGETS/etc"], "parent": "never-taken"}
          PathNotAllowed  | "type": "file_system", "config": {"paths": ["/etc"]}
          PathNotAllowed  | "type": "file_system", "config": {"paths": ["TARGETS/out/passwd"]}
          PathNotFound    | "type": "file_system", "config": {"paths": ["TARGETS/nothing"]}
          PathNotAllowed  | "type": "file_system", "config": {"paths": ["TARGETS/etc"], "backup_location": "/var/tmp/copy"}
          PathNotAllowed  | "type": "git_commit", "config": {"repo_path": "/etc"}
          PathNotAllowed  | "type": "git_commit", "config": {"repo_path": "TARGETS/repository"}
          PathNotFound    | "type": "git_commit", "config": {"repo_path": "TARGETS/nothing"}
          NotAGitRepository | "type": "git_commit", "config": {"repo_path": "TARGETS/etc"}
          RepositoryBusy  | "type": "git_commit", "config": {"repo_path": "TARGETS/merging"}
          RepositoryBusy  | "type": "git_commit", "config": {"repo_path": "TARGETS/locked"}
          PathNotAllowed  | "type": "git_commit", "config": {"repo_path": "TARGETS/borrowing"}
          NotAGitRepository | "type": "git_commit", "config": {"repo_path": "TARGETS/elsewhere"}
          NotAGitRepository | "type": "git_commit", "config": {"repo_path": "TARGETS/pointing"}
          InvalidRequest  | "type": "git_commit", "config": {"repo_path": "TARGETS/source", "branch": "-x"}
          """)
  void aSnapshotThatCannotBeTakenIsRefused(String type, String fields) throws Exception {
    ends(type, "CreateSnapshot", "{\"snapshot_id\": \"bad\", " + fields + "}");
  }

  static Stream<String> badIds() {
    return Stream.of("", ".x", "../x", "a/b", "a\\u0000b", "a\\n", "x".repeat(129));
  }

  @ParameterizedTest
  @MethodSource("badIds")
  void anIdThatIsNoNameIsRefused(String id) throws Exception {
    ends(
        "InvalidRequest",
        "CreateSnapshot",
        """
        {"snapshot_id": "%s", "type": "configuration", "config": {"config_files": ["TARGETS/etc"]}}
        """
            .formatted(id));
    ends("InvalidRequest", "ExecuteRollback", "{\"snapshot_id\": \"%s\"}".formatted(id));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SnapshotNotFound | "snapshot_id": "never-taken"
          PathNotFound     | "snapshot_id": "lost"
          TargetChanged    | "snapshot_id": "good", "fingerprint": "0123"
          InvalidRequest   | "snapshot_id": "good", "members": ["nobody"]
          InvalidRequest   | "snapshot_id": "good", "validaton": {}
          InvalidRequest   | "snapshot_id": "good", "on_failure": "panic"
          InvalidRequest   | "snapshot_id": "good", "mode": "sideways"
          InvalidRequest   | "snapshot_id": "good", "mode": "overlay"
          InvalidRequest   | "snapshot_id": "good", "rollback_id": "../x"
          InvalidRequest   | "snapshot_id": "good", "validation": {"tests": {}}
          InvalidRequest   | "snapshot_id": "good", "validation": {"tests": [{"type": "git_commit", "expcted_commit": "abcd"}]}
          InvalidRequest   | "snapshot_id": "good", "validation": {"tests": [{"type": "explode"}]}
          InvalidRequest   | "snapshot_id": "good", "validation": {"tests": [{"path": "/x"}]}
          InvalidRequest   | "snapshot_id": "good", "validation": {"tests": [{"type": "file_exists", "path": "/x", "retry": {"timeout": -1}}]}
          InvalidRequest   | "snapshot_id": "good", "validation": {"tests": [{"type": "file_content", "path": "/x", "matches": "("}]}
          InvalidRequest   | "snapshot_id": "good", "validation": {"tests": [{"type": "health_check", "url": "file:///etc/passwd"}]}
          InvalidRequest   | "snapshot_id": "good", "validation": {"tests": [{"type": "service_status", "services": ["-x"]}]}
          """)
  void aRollbackThatCannotBeIsRefused(String type, String fields) throws Exception {
    ends(type, "ExecuteRollback", "{" + fields + "}");
  }

  @Test
  void theSameIdForAnotherRequestIsRefused() throws Exception {
    ends(
        "SnapshotExists",
        "CreateSnapshot",
        """
        {"snapshot_id": "good", "type": "configuration", "config": {"config_files": ["TARGETS/etc"]}}
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SnapshotNotFound | DiffSnapshots | {"snapshot_id": "never-taken"}
          SnapshotNotFound | DiffSnapshots | {"snapshot_id": "good", "other": "never-taken"}
          InvalidRequest   | DiffSnapshots | {"snapshot_id": "good", "limit": 100000}
          SnapshotNotFound | ListFiles | {"snapshot_id": "never-taken"}
          PathNotAllowed   | RestoreFiles | {"snapshot_id": "good", "to": "/etc/restored"}
          PathNotAllowed   | RestoreFiles | {"snapshot_id": "good", "to": "TARGETS/out/restored"}
          InvalidRequest   | RestoreFiles | {"snapshot_id": "good", "to": "TARGETS/etc"}
          InvalidRequest   | RestoreFiles | {"snapshot_id": "good"}
          InvalidRequest   | HoldSnapshot | {"snapshot_id": "good"}
          SnapshotNotFound | HoldSnapshot | {"snapshot_id": "never-taken", "hold": true}
          InvalidRequest   | ApplyRetention | {"policy": {"keep_last": "1"}}
          InvalidRequest   | ApplyRetention | {"policy": {"keep_lst": 1}}
          InvalidRequest   | ApplyRetention | {"policy": {"keep_within": "a while"}}
          InvalidRequest   | ApplyRetention | {"policy": {"time_zone": "Nowhere/Here"}}
          InvalidRequest   | ApplyRetention | {"group_by": ["colour"]}
          InvalidRequest   | ScheduledSnapshot | {"name": "nightly"}
          InvalidRequest   | PruneStore | {"grace": -1}
          """)
  void anythingElseThatCannotBeIsRefused(String type, String workflow, String request)
      throws Exception {
    ends(type, workflow, request);
  }
}
