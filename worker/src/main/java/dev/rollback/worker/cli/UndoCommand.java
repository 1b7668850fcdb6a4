package dev.rollback.worker.cli;

import dev.rollback.contract.DescribeRollbackRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.GitOptions;
import dev.rollback.contract.RollbackResult;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.WorkFailed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback undo`: back to the very state that a rollback found.
@Command(
    name = "undo",
    description = "Undo a rollback: go back, exactly, to the safety snapshot that it took.")
final class UndoCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "ROLLBACK_ID", description = "The rollback to undo.")
  private String rollbackId = "";

  @Mixin private final TestOptions tests = new TestOptions();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Mixin private final RequesterOptions requester = new RequesterOptions();
  @Mixin private final ConsentOptions consent = new ConsentOptions();
  @Mixin private final WaitOptions wait = new WaitOptions();

  private @Nullable DescribeRollbackRequest question;

  UndoCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    question = new DescribeRollbackRequest(rollbackId);
  }

  @Override
  int ask(Client client) {
    RollbackResult done = client.describe(Objects.requireNonNull(question)).await();
    ExecuteRollbackRequest request = request(safetySnapshot(done));
    return new RollbackRun(console(), output(), client, consent, wait).run(request);
  }

  private static String safetySnapshot(RollbackResult done) {
    if (done.reverted()) {
      throw WorkFailed.refused(
          "InvalidRequest",
          "Rollback %s was reverted in full: there is nothing to undo."
              .formatted(done.rollbackId()));
    }
    String safety = done.safetySnapshotId();
    if (safety == null) {
      throw WorkFailed.refused(
          "SnapshotNotFound",
          "Rollback %s took no safety snapshot, so it cannot be undone."
              .formatted(done.rollbackId()));
    }
    return safety;
  }

  private ExecuteRollbackRequest request(String safetySnapshotId) {
    return new ExecuteRollbackRequest(
        safetySnapshotId,
        tests.validation(console()),
        RollbackIds.next(console().clock()),
        null,
        List.of(),
        List.of(),
        null,
        null,
        tests.verificationTimeout(),
        null,
        null,
        reason == null ? "undo of " + rollbackId : reason,
        requester.requestedBy(console()),
        null,
        GitOptions.exactly());
  }
}
