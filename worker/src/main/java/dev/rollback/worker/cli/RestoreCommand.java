package dev.rollback.worker.cli;

import dev.rollback.contract.RestoreFilesRequest;
import dev.rollback.contract.RestoreFilesResult;
import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Work;
import dev.rollback.worker.cli.request.Paths;
import dev.rollback.worker.cli.request.Seconds;
import dev.rollback.worker.cli.view.FilesView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rollback restore`: lays a snapshot's files down beside the living ones.
@Command(
    name = "restore",
    description = {
      "Lay a snapshot's files down in a directory; the living files stay as they are.",
      "What was at /srv/www comes to DIR/srv/www. To go back in place, use rollback."
    })
final class RestoreCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "SNAPSHOT_ID", description = "The snapshot.")
  private String snapshotId = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "The directory, on the snapshot's host; made where it is absent.")
  private String to = "";

  @Option(
      names = {"--path", "--include"},
      paramLabel = "PATH",
      description = "Only this path and what is beneath it; repeatable.")
  private final List<String> paths = new ArrayList<>();

  @Option(names = "--member", paramLabel = "NAME", description = "Which member of a set.")
  private @Nullable String member;

  @Option(
      names = "--into-existing",
      description = "Also where DIR holds something already, which may be replaced.")
  private boolean intoExisting;

  @Option(names = "--target", paramLabel = "HOST", description = "Another host's directory.")
  private @Nullable String target;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "How long it may take: 90, 10m, 2h.")
  private @Nullable Long timeout;

  @Mixin private final RequesterOptions requester = new RequesterOptions();
  @Mixin private final WaitOptions wait = new WaitOptions();

  private @Nullable RestoreFilesRequest request;

  RestoreCommand(Console console) {
    super(console);
  }

  @Override
  void prepare() {
    request =
        new RestoreFilesRequest(
            snapshotId,
            Paths.absolute(console().directory(), to),
            member,
            paths.stream().map(path -> Paths.absolute(console().directory(), path)).toList(),
            intoExisting ? true : null,
            target,
            timeout,
            requester.requestedBy(console()));
  }

  @Override
  int ask(Client client) {
    Work<RestoreFilesResult> work = client.restore(Objects.requireNonNull(request));
    if (!wait.waits()) {
      return wait.started(console(), output(), "snapshot_id", snapshotId, work);
    }
    output().print(console(), work.await(), FilesView::restored);
    return Exit.SUCCESS;
  }
}
