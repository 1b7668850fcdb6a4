package dev.rollback.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.FileEntry;
import dev.rollback.contract.FileFacts;
import dev.rollback.contract.FileList;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.SnapshotList;
import dev.rollback.worker.cli.output.Documents;
import dev.rollback.worker.cli.output.Ink;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Visible;
import dev.rollback.worker.cli.view.FilesView;
import dev.rollback.worker.cli.view.PlanView;
import dev.rollback.worker.cli.view.RollbackView;
import dev.rollback.worker.cli.view.SnapshotView;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people and programs read, letter for letter.
final class ViewTest {
  private static Page page(int width) {
    return new Page(new Ink(false), width, ZoneOffset.UTC);
  }

  @Test
  void aListFitsEightyColumns() {
    Page page = page(80);
    SnapshotView.list(new SnapshotList("success", List.of(StandIn.summary("v1")), 1), page);
    assertThat(page.text())
        .isEqualTo(
            """
            SNAPSHOT  TYPE        STATUS   CREATED     SIZE     STORED  LABELS    OF
            v1        git_commit  created  2024-10-1…  2.0 KiB  512 B   team=web  /srv/long…
            """);
  }

  @Test
  void ofWhatIsMountedNeitherSizeNorTimeIsShown() {
    var mount = new FileFacts(null, 0, null, null, null, 0, "mount");
    var list = new FileList("success", "v1", List.of(new FileEntry("/srv/m", mount, null)), 1);
    Page page = page(80);
    FilesView.list(list, page);
    assertThat(page.text())
        .isEqualTo(
            """
            MODE   OWNER  GROUP  SIZE  CHANGED  PATH
            mount                               /srv/m
            """);
  }

  @Test
  void aPlanNamesItsLossesAndShowsNoRawEscape() {
    Page page = page(80);
    PlanView.plan(StandIn.plan("v1"), page);
    assertThat(page.text())
        .isEqualTo(
            """
            Plan plan-1: back to v1
              changes       1 create, 2 modify, 0 delete
              fingerprint   f1f2

            LAYER  TYPE  HOST  CREATE  MODIFY  DELETE  TARGET

            Changes
              modify /app/a.txt
              … and 2 more

            Lost, unless the safety snapshot is kept:
              2 uncommitted file
                  a.txt
                  b\\u001b[31m.txt
            warning: Two files are ignored.
            """);
  }

  @Test
  void aRollbackTellsHowToUndoIt() {
    Page page = page(80);
    RollbackView.result(StandIn.ended("r1", "v1", RollbackStatus.COMPLETED, null, null), page);
    assertThat(page.text())
        .isEqualTo(
            """
            Rollback r1
              status        completed
              snapshot      v1
              started       2024-10-17 00:04:16
              took          4.2 s
              downtime      12 ms
              method        git_reset
              commit        abc123
              changes       1 create, 2 modify, 0 delete
              tests         none asked for
              safety        safety_1
              requested by  somebody
              workflow      rollback/r1
              undo          rollback undo r1
            """);
  }

  @Test
  void yamlHasTheContractsNames() {
    assertThat(Documents.yaml(StandIn.summary("v1")))
        .startsWith(
            "---\nsnapshot_id: v1\ntype: git_commit\nstatus: created\ncreated_at: 1729123456\n");
  }

  @Test
  void wideLettersCountTwice() {
    assertThat(Visible.cut("日本語のファイル", 7)).isEqualTo("日本語…");
  }
}
