package dev.rollback.worker.cli;

import dev.rollback.contract.Approval;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.OnFailure;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.request.Seconds;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback rollback`: puts the targets of a snapshot back, and proves it.
@Command(
    name = "rollback",
    description = {
      "Roll back to a snapshot: plan, safety snapshot, restore, verify.",
      "On a terminal the plan and its losses are shown first."
    })
final class RollbackCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "SNAPSHOT_ID", description = "The snapshot to go back to.")
  private String snapshotId = "";

  @Option(
      names = "--rollback-id",
      paramLabel = "ROLLBACK_ID",
      description = "A name for this rollback; the same again answers its result.")
  private @Nullable String rollbackId;

  @Mixin private final ScopeOptions scope = new ScopeOptions();
  @Mixin private final TestOptions tests = new TestOptions();
  @Mixin private final GitRollbackOptions git = new GitRollbackOptions();
  @Mixin private final RestoreOptions files = new RestoreOptions();

  @Option(
      names = "--no-safety-snapshot",
      description = "Do not capture the present state first: there will be no undo.")
  private boolean noSafetySnapshot;

  @Option(
      names = "--on-failure",
      paramLabel = "WHAT",
      description = "revert (default) or leave what was begun.")
  private @Nullable OnFailure onFailure;

  @Option(names = "--require-approval", description = "Wait until somebody approves the plan.")
  private boolean requireApproval;

  @Option(
      names = "--approval-timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "How long to wait for the approval; default 1d.")
  private @Nullable Long approvalTimeout;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "How long all of it may take.")
  private @Nullable Long timeout;

  @Option(
      names = "--fingerprint",
      paramLabel = "FINGERPRINT",
      description = "A plan's: refuse if the target has changed since.")
  private @Nullable String fingerprint;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Mixin private final RequesterOptions requester = new RequesterOptions();
  @Mixin private final ConsentOptions consent = new ConsentOptions();
  @Mixin private final WaitOptions wait = new WaitOptions();

  private @Nullable ExecuteRollbackRequest request;

  RollbackCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    request = request();
  }

  ExecuteRollbackRequest request() {
    return new ExecuteRollbackRequest(
        snapshotId,
        tests.validation(console()),
        rollbackId == null ? RollbackIds.next(console().clock()) : rollbackId,
        null,
        scope.members(),
        scope.paths(console()),
        noSafetySnapshot ? false : null,
        onFailure,
        tests.verificationTimeout(),
        timeout,
        requireApproval || approvalTimeout != null ? new Approval(true, approvalTimeout) : null,
        reason,
        requester.requestedBy(console()),
        fingerprint,
        git.options(),
        files.mode(),
        files.verifyContent());
  }

  @Override
  int ask(Client client) {
    ExecuteRollbackRequest asked = Objects.requireNonNull(request);
    return new RollbackRun(console(), output(), client, consent, wait).run(asked);
  }
}
