package dev.rollback.worker.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `rollback schedule`: snapshots that Temporal takes by itself, with retention.
@Command(name = "schedule", description = "Take snapshots on a schedule, and thin them out.")
final class ScheduleCommand {
  private ScheduleCommand() {}

  static CommandLine of(Console console) {
    CommandLine all = new CommandLine(new ScheduleCommand());
    all.addSubcommand(new ScheduleCreateCommand(console));
    all.addSubcommand(new ScheduleListCommand(console));
    all.addSubcommand(
        ScheduleChangeCommand.of(
            console, "describe", "Tell what a schedule does and when.", (schedules, change) -> {}));
    all.addSubcommand(
        ScheduleChangeCommand.of(
            console,
            "pause",
            "Take no snapshots until it is resumed.",
            (schedules, change) -> schedules.pause(change.name(), change.note())));
    all.addSubcommand(
        ScheduleChangeCommand.of(
            console,
            "resume",
            "Go on after a pause.",
            (schedules, change) -> schedules.resume(change.name(), change.note())));
    all.addSubcommand(
        ScheduleChangeCommand.of(
            console,
            "trigger",
            "Take a snapshot now, whatever the times say.",
            (schedules, change) -> schedules.trigger(change.name())));
    all.addSubcommand(new ScheduleDeleteCommand(console));
    return all;
  }
}
