package dev.rollback.worker.process;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rollback catalog`: what an operator does with the catalogue itself.
@Command(
    name = "catalog",
    description = "Works on the catalogue itself.",
    subcommands = CatalogRebuildCommand.class)
public final class CatalogCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Say what to do: rollback catalog rebuild.");
    }
  }
}
