package dev.rollback.worker.cli;

import dev.rollback.contract.DiffSnapshotsRequest;
import dev.rollback.contract.SnapshotDiff;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.output.Format;
import dev.rollback.worker.cli.request.Paths;
import dev.rollback.worker.cli.view.DiffView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback diff`: what differs between two snapshots of files, or between one and now.
@Command(
    name = "diff",
    description = {
      "Compare a snapshot of files with another, or with what is there now (live).",
      "+ only the second has it, - only the first, M content, T kind, U metadata alone."
    })
final class DiffCommand extends ClientCommand {
  private static final String LIVE = "live";

  @Parameters(index = "0", paramLabel = "SNAPSHOT_ID", description = "What is compared.")
  private String snapshotId = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OTHER",
      defaultValue = LIVE,
      description = "A snapshot, or live (default).")
  private String other = LIVE;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "Only this path and what is beneath it; repeatable.")
  private final List<String> paths = new ArrayList<>();

  @Option(names = "--member", paramLabel = "NAME", description = "Which member of a set.")
  private @Nullable String member;

  @Option(names = "--metadata", description = "Show what differs in metadata alone, too.")
  private boolean metadata;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many lines; default all, in JSON and YAML 1000.")
  private @Nullable Integer limit;

  @Option(names = "--offset", paramLabel = "N", description = "Pass over the first so many.")
  private @Nullable Integer offset;

  DiffCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    var _ = request(limit, offset);
  }

  private DiffSnapshotsRequest request(@Nullable Integer most, @Nullable Integer from) {
    return new DiffSnapshotsRequest(
        snapshotId,
        other.equals(LIVE) ? null : other,
        member,
        paths.stream().map(path -> Paths.absolute(console().directory(), path)).toList(),
        metadata ? true : null,
        most,
        from);
  }

  @Override
  int ask(Client client) {
    if (format() == Format.TABLE && limit == null) {
      all(client);
    } else {
      output().print(console(), client.diff(request(limit, offset)).await(), DiffView::diff);
    }
    return Exit.SUCCESS;
  }

  /// Page after page, each as soon as it is there.
  private void all(Client client) {
    int next = offset == null ? 0 : offset;
    SnapshotDiff page = client.diff(request(Pages.MOST, next)).await();
    output().print(console(), page, DiffView::head);
    while (!page.lines().isEmpty()) {
      output().print(console(), page, DiffView::lines);
      next += page.lines().size();
      if (next >= page.total()) {
        break;
      }
      page = client.diff(request(Pages.MOST, next)).await();
    }
    output().print(console(), page, DiffView::sums);
  }
}
