package dev.rollback.worker.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `rollback store`: work on the store itself.
@Command(name = "store", description = "Work on the store itself: its keys, and mending it.")
final class StoreCommand {
  private StoreCommand() {}

  static CommandLine of(Console console) {
    CommandLine store = new CommandLine(new StoreCommand());
    CommandLine key = new CommandLine(new StoreKeyCommand());
    key.addSubcommand(new StoreKeyCommand.Listing(console));
    key.addSubcommand(new StoreKeyCommand.Adding(console));
    key.addSubcommand(new StoreKeyCommand.Removing(console));
    key.addSubcommand(new StoreKeyCommand.Changing(console));
    store.addSubcommand(key);
    store.addSubcommand(new StoreRepairCommand(console));
    return store;
  }
}
