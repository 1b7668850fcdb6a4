package dev.rollback.worker.cli;

import dev.rollback.store.Passphrase;
import dev.rollback.worker.SettingsReader;
import dev.rollback.worker.cli.request.UsageError;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A passphrase that is to open the store from now on; never on the command line itself, where
/// every process sees it.
public final class NewPassphraseOptions {
  @Option(
      names = "--new-passphrase",
      paramLabel = "env:NAME|file:PATH",
      description = "Where the new passphrase is; asked for at a terminal where it is left out.")
  private @Nullable String reference;

  @Option(
      names = "--label",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Whose it is, for people.")
  private String label = "";

  String label() {
    return label;
  }

  /// The caller closes it.
  Passphrase passphrase(Console console) {
    if (reference != null) {
      return new Passphrase(resolved(console, reference));
    }
    if (!console.canAsk()) {
      throw new UsageError("--new-passphrase is missing: name it as env:NAME or file:PATH.");
    }
    return asked();
  }

  private static char[] resolved(Console console, String reference) {
    if (!reference.matches("(env|file):.+")) {
      throw new UsageError("--new-passphrase names the passphrase as env:NAME or file:PATH.");
    }
    return SettingsReader.secret("--new-passphrase", reference, console.environment())
        .value()
        .toCharArray();
  }

  private static Passphrase asked() {
    java.io.Console terminal = Objects.requireNonNull(System.console());
    char[] first = terminal.readPassword("New passphrase: ");
    char[] again = terminal.readPassword("Once more: ");
    try {
      if (first == null || first.length == 0 || !Arrays.equals(first, again)) {
        throw new UsageError("The two are not alike, or empty; nothing was changed.");
      }
      return new Passphrase(first);
    } finally {
      wipe(first);
      wipe(again);
    }
  }

  private static void wipe(char @Nullable [] typed) {
    if (typed != null) {
      Arrays.fill(typed, ' ');
    }
  }
}
