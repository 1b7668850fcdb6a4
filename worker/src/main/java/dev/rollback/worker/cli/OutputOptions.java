package dev.rollback.worker.cli;

import dev.rollback.worker.cli.output.Documents;
import dev.rollback.worker.cli.output.Format;
import dev.rollback.worker.cli.output.Page;
import java.util.function.BiConsumer;
import picocli.CommandLine.Option;

/// How a command prints its result.
public final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      defaultValue = "table")
  private Format format = Format.TABLE;

  public Format format() {
    return format;
  }

  /// Prints a result: exactly one document in JSON and YAML, whatever `view` makes of it in a
  /// table.
  <T> void print(Console console, T result, BiConsumer<T, Page> view) {
    console
        .out()
        .print(
            switch (format) {
              case JSON -> Documents.json(result);
              case YAML -> Documents.yaml(result);
              case TABLE -> page(console, result, view);
            });
    console.out().flush();
  }

  private static <T> String page(Console console, T result, BiConsumer<T, Page> view) {
    Page page = new Page(console.ink(), console.tableWidth(), console.zone());
    view.accept(result, page);
    return page.text();
  }
}
