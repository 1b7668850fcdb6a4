package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Client;
import dev.rollback.worker.cli.client.Schedules;
import dev.rollback.worker.cli.view.ScheduleView;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Does one thing to a schedule and tells how it stands then.
@Command
final class ScheduleChangeCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The schedule.")
  private String name = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Mixin private final RequesterOptions requester = new RequesterOptions();

  private final BiConsumer<Schedules, Change> deed;

  private ScheduleChangeCommand(Console console, BiConsumer<Schedules, Change> deed) {
    super(console);
    this.deed = deed;
  }

  /// @param note who did it and why
  record Change(String name, String note) {}

  static CommandLine of(
      Console console, String name, String description, BiConsumer<Schedules, Change> deed) {
    var command = new CommandLine(new ScheduleChangeCommand(console, deed));
    command.getCommandSpec().name(name).usageMessage().description(description);
    return command;
  }

  @Override
  int ask(Client client) {
    String who = requester.requestedBy(console());
    Schedules schedules = client.schedules();
    deed.accept(schedules, new Change(name, reason == null ? who : who + ": " + reason));
    output().print(console(), schedules.describe(name), ScheduleView::one);
    return Exit.SUCCESS;
  }
}
