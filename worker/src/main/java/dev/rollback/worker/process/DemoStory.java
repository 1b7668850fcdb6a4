package dev.rollback.worker.process;

import dev.rollback.contract.Changes;
import dev.rollback.contract.Loss;
import dev.rollback.contract.RollbackPlan;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackStatus;
import dev.rollback.contract.RollbackSummary;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.TestResult;
import dev.rollback.contract.VerificationTest;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/// The demonstration, step by step, told on one screen. Each step's claim is checked from outside,
/// and the story ends where one does not hold.
final class DemoStory {
  private static final String SNAPSHOT = "before-release-2.0";
  private static final int WIDTH = 80;

  private final DemoInput input;
  private final DemoClient client;
  private final PrintStream out;

  DemoStory(DemoInput input, DemoClient client, PrintStream out) {
    this.input = input;
    this.client = client;
    this.out = out;
  }

  void tell() throws IOException {
    String good = snapshot();
    String damaged = damage();
    plan();
    RollbackResult done = rollback(good);
    undo(done, damaged);
    audit(done);
  }

  private String snapshot() throws IOException {
    input.make();
    String good = input.state();
    heading("1. A snapshot of two things, together");
    say("shop/      a git repository at " + commit() + ", with an edit not yet committed");
    say("settings/  app.conf (mode 0640), routes/eu.conf, a link");
    SnapshotRecord taken = client.snapshot(SNAPSHOT, input.spec());
    say("Snapshot %s: taken in %d ms.".formatted(taken.snapshotId(), taken.durationMs()));
    return good;
  }

  private String damage() throws IOException {
    input.damage();
    heading("2. Release 2.0 goes wrong");
    say("shop/      a new commit " + commit() + ", README.md overwritten, debug.log planted");
    say("settings/  app.conf rewritten, now mode 0666; eu.conf gone; backdoor.conf new");
    return input.state();
  }

  private void plan() throws IOException {
    String before = input.state();
    RollbackResult planned = client.plan(SNAPSHOT);
    require(before.equals(input.state()), "planning changed something");
    heading("3. What would a rollback do? (a plan changes nothing)");
    RollbackPlan plan = planned.plan();
    if (plan != null) {
      Changes changes = plan.changes();
      say(
          "It creates %d, modifies %d and deletes %d, and would lose:"
              .formatted(changes.create(), changes.modify(), changes.delete()));
      plan.losses().forEach(loss -> say("  - " + told(loss)));
    }
  }

  private RollbackResult rollback(String good) throws IOException {
    RollbackResult done = client.rollback(SNAPSHOT, tests());
    require(done.status() == RollbackStatus.COMPLETED, "the rollback is " + done.status());
    heading("4. The rollback, and four tests of it");
    say(
        "Completed in %d ms; the targets were out of service for %d ms."
            .formatted(done.durationMs(), done.downtimeMs()));
    done.verificationResults().results().forEach(result -> say("  " + told(result)));
    require(input.state().equals(good), "shop or settings are not as they were");
    say("Compared from outside: commit, edits, files, modes and link are as they were.");
    return done;
  }

  private List<VerificationTest> tests() throws IOException {
    String app = input.settings().resolve("app.conf").toString();
    String planted = input.settings().resolve("routes/backdoor.conf").toString();
    return List.of(
        new VerificationTest.FileContent(app, "workers = 4", null, null, null),
        new VerificationTest.FileMode(app, "0640", null, null, null),
        new VerificationTest.FileExists(
            input.settings().resolve("routes/eu.conf").toString(), null),
        new VerificationTest.FileAbsent(planted, null));
  }

  private void undo(RollbackResult done, String damaged) throws IOException {
    RollbackResult undone = client.undo(done);
    require(undone.status() == RollbackStatus.COMPLETED, "the undo is " + undone.status());
    heading("5. The undo of that rollback");
    say("Before it changed anything, the rollback took snapshot");
    say("  " + done.safetySnapshotId() + ".");
    require(input.state().equals(damaged), "the undo did not bring the damage back");
    say("Rolled back to it: commit " + commit() + " and all the damage are there again.");
  }

  private void audit(RollbackResult done) {
    heading("6. Who did what, and why");
    for (RollbackSummary summary : client.history().rollbacks().reversed()) {
      say(
          "%-9s %-9s by %s: %s"
              .formatted(
                  summary.rollbackId(),
                  summary.status().wireName(),
                  summary.requestedBy(),
                  summary.reason()));
    }
    say("Temporal keeps each step of " + done.rollbackId() + " under its name, among them");
    wrapped(new LinkedHashSet<>(client.activities(done.rollbackId())));
  }

  private String commit() throws IOException {
    return input.head().substring(0, 7);
  }

  private static String told(Loss loss) {
    String names = loss.sample().stream().limit(2).collect(Collectors.joining(", "));
    String what = loss.kind().replace('_', ' ');
    return "%d %s%s%s"
        .formatted(
            loss.count(), what, loss.count() == 1 ? "" : "s", names.isEmpty() ? "" : ": " + names);
  }

  private String told(TestResult result) {
    Object path = result.fields().getOrDefault("path", "");
    String shown = path.toString().replace(input.settings().getParent() + "/", "");
    return "%-7s %-13s %s".formatted(result.passed() ? "passed" : "FAILED", result.test(), shown);
  }

  private void heading(String text) {
    out.println();
    out.println(text);
  }

  private void say(String text) {
    String shown = ("  " + text).replace(input.shop().getParent() + "/", "");
    out.println(shown.length() <= WIDTH ? shown : shown.substring(0, WIDTH - 1) + "…");
  }

  private void wrapped(Iterable<String> names) {
    StringBuilder line = new StringBuilder();
    for (String name : names) {
      if (line.length() + name.length() > WIDTH - 6) {
        say("  " + line.toString().strip());
        line.setLength(0);
      }
      line.append(name).append(' ');
    }
    say("  " + line.toString().strip());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ProcessException("The demonstration failed: " + otherwise + ".");
    }
  }
}
