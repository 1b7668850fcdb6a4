package dev.rollback.worker.spine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollback.worker.cli.CommandLines;
import dev.rollback.worker.cli.Console;
import dev.rollback.worker.process.StoreContents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Somebody at a command line of an installation; nobody can be asked there.
final class Operator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment;
  private final Path directory;

  Operator(Installation installation) {
    this.environment =
        Map.of(
            "TEMPORAL_ADDRESS",
            installation.temporal.address(),
            "ROLLBACK_STORE",
            installation.directory.resolve("store").toString());
    this.directory = installation.targets;
  }

  /// What a command printed and how it ended.
  record Ended(int exit, String out, String err) {
    JsonNode json() throws IOException {
      return JSON.readTree(out);
    }
  }

  Ended run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            directory,
            Clock.systemUTC(),
            ZoneOffset.UTC,
            false,
            false,
            false,
            () -> 120);
    int exit =
        CommandLines.of(console, Optional.of(new StoreContents(environment))).execute(arguments);
    return new Ended(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Runs a command that must succeed and answers its one JSON document.
  JsonNode asks(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    Ended ended = run(all.toArray(String[]::new));
    if (ended.exit() != 0) {
      throw new AssertionError(String.join(" ", arguments) + ": " + ended.err());
    }
    return ended.json();
  }
}
