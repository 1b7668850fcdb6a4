package dev.rollback.worker.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Makes the commands beneath a command that need the console; everything else as picocli does.
final class Commands implements IFactory {
  private final IFactory usual = CommandLine.defaultFactory();
  private final Console console;

  Commands(Console console) {
    this.console = console;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return type == AuditExportCommand.class
        ? type.cast(new AuditExportCommand(console))
        : usual.create(type);
  }
}
