package dev.rollback.worker.cli;

import dev.rollback.contract.DescribeSnapshotRequest;
import dev.rollback.contract.ListFilesRequest;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.request.Paths;
import dev.rollback.worker.cli.request.UsageError;
import dev.rollback.worker.cli.view.FilesView;
import dev.rollback.worker.cli.view.SnapshotView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback show`: one snapshot in full, or the content of one of its paths.
@Command(
    name = "show",
    description = "Tell all of one snapshot, list its files, or print one of them.")
final class ShowCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "SNAPSHOT_ID", description = "The snapshot.")
  private String snapshotId = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "List what the snapshot holds there; / lists what was asked for.")
  private @Nullable String path;

  @Option(
      names = {"-r", "--recursive"},
      description = "With PATH: list everything beneath, too.")
  private boolean recursive;

  @Option(names = "--member", paramLabel = "NAME", description = "With PATH: of this member.")
  private @Nullable String member;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "With PATH: at most so many; default 1000.")
  private @Nullable Integer limit;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "With PATH: pass over the first so many.")
  private @Nullable Integer offset;

  @Option(
      names = "--content",
      paramLabel = "PATH",
      description = "Print what the snapshot holds of this path; needs the store (ROLLBACK_STORE).")
  private @Nullable String content;

  @Option(names = "--follow", description = "Wait until it is created, showing progress.")
  private boolean follow;

  private final Optional<ContentPrinter> contents;
  private @Nullable DescribeSnapshotRequest request;

  ShowCommand(Console console, Optional<ContentPrinter> contents) {
    super(console);
    this.contents = contents;
  }

  @Override
  void prepare() {
    request = new DescribeSnapshotRequest(snapshotId);
    if (path != null) {
      var _ = files(path);
    }
  }

  @Override
  int ask(Client client) {
    if (path != null) {
      output().print(console(), client.files(files(path)).await(), FilesView::list);
      return Exit.SUCCESS;
    }
    SnapshotRecord snapshot =
        follow
            ? client.creation(snapshotId).await()
            : client.describe(Objects.requireNonNull(request)).await();
    if (content == null) {
      output().print(console(), snapshot, SnapshotView::record);
    } else {
      print(snapshot, content);
    }
    return Exit.SUCCESS;
  }

  private ListFilesRequest files(String typed) {
    return new ListFilesRequest(
        snapshotId,
        member,
        typed.equals("/") ? null : Paths.absolute(console().directory(), typed),
        recursive ? true : null,
        limit,
        offset);
  }

  private void print(SnapshotRecord snapshot, String path) {
    ContentPrinter printer =
        contents.orElseThrow(
            () ->
                new UsageError("--content needs the store, which this program was built without."));
    try {
      printer.print(snapshot, path, console().out());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot print " + path + ": " + e.getMessage(), e);
    }
  }
}
