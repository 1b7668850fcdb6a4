package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A git directory of the layer's own over a repository's objects and work tree, in which no
/// attribute, filter, hook or other setting of the repository counts: what is read through it comes
/// back byte for byte.
///
/// New objects go to the repository, or to a quarantine in front of it where nothing may be
/// changed.
final class RawView {
  private static final String ATTRIBUTES =
      "* -text !eol !crlf !filter !ident !working-tree-encoding\n";
  private static final List<String> KEPT_SETTINGS =
      List.of(
          "core.filemode",
          "core.symlinks",
          "core.ignorecase",
          "core.precomposeunicode",
          "core.longpaths",
          "core.sparsecheckout",
          "core.sparsecheckoutcone",
          "index.sparse",
          "core.checkstat");

  private static final List<String> HARMLESS =
      List.of(
          "-c",
          "core.fsmonitor=false",
          "-c",
          "gc.auto=0",
          "-c",
          "submodule.recurse=false",
          "-c",
          "core.hooksPath=/dev/null");

  private final Repository repository;
  private final Path directory;
  private final boolean quarantined;

  private RawView(Repository repository, Path directory, boolean quarantined) {
    this.repository = repository;
    this.directory = directory;
    this.quarantined = quarantined;
  }

  /// @param directory a new or an emptied one, outside the work tree
  /// @param quarantined whether new objects stay in `directory`
  static RawView create(Repository repository, Path directory, boolean quarantined) {
    try {
      for (String each : List.of("objects", "refs", "info")) {
        Files.createDirectories(directory.resolve(each));
      }
      Files.writeString(directory.resolve("HEAD"), "ref: refs/heads/none\n");
      Files.writeString(directory.resolve("info/attributes"), ATTRIBUTES);
      Files.writeString(directory.resolve("config"), configuration(repository));
      Path sparse = repository.gitDirectory().resolve("info/sparse-checkout");
      if (Files.exists(sparse)) {
        Files.copy(
            sparse, directory.resolve("info/sparse-checkout"), StandardCopyOption.REPLACE_EXISTING);
      }
      return new RawView(repository, directory, quarantined);
    } catch (IOException e) {
      throw Refusal.of(directory.toString(), e);
    }
  }

  private static String configuration(Repository repository) {
    var core = new StringBuilder("[core]\n\trepositoryformatversion = 1\n\tbare = false\n");
    var index = new StringBuilder("[index]\n");
    for (String key : KEPT_SETTINGS) {
      String value = repository.settings().value(key, "");
      if (value.matches("[A-Za-z0-9]+")) {
        (key.startsWith("core.") ? core : index)
            .append("\t%s = %s\n".formatted(key.substring(key.indexOf('.') + 1), value));
      }
    }
    return core
        + index.toString()
        + "[extensions]\n\tobjectformat = %s\n".formatted(repository.objectFormat());
  }

  Repository repository() {
    return repository;
  }

  /// A place in its directory.
  Path place(String name) {
    return directory.resolve(name);
  }

  /// Where new objects go when quarantined, for a command of the repository's own.
  Map<String, String> objectEnvironment() {
    if (!quarantined) {
      return Map.of("GIT_OBJECT_DIRECTORY", repository.objects().toString());
    }
    String quoted =
        "\"" + repository.objects().toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return Map.of(
        "GIT_OBJECT_DIRECTORY",
        directory.resolve("objects").toString(),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        quoted);
  }

  /// Runs a command that must succeed, over this index.
  Output git(Path index, byte[] input, String... arguments) {
    return succeeded(arguments[0], run(index, input, RunningCommand.Reader.OF_ALL, arguments));
  }

  /// Runs a command whose failure is an answer.
  Output ask(Path index, String... arguments) {
    return run(index, new byte[0], RunningCommand.Reader.OF_ALL, arguments);
  }

  /// Runs a command without an index: git would read it, and it may be in the making.
  Output git(byte[] input, String... arguments) {
    return git(noIndex(), input, arguments);
  }

  /// The same with an output that is taken as it comes.
  Output git(byte[] input, RunningCommand.Reader reader, String... arguments) {
    return succeeded(arguments[0], run(noIndex(), input, reader, arguments));
  }

  private Path noIndex() {
    return directory.resolve("no-index");
  }

  private Output succeeded(String command, Output output) {
    if (!output.succeeded()) {
      throw refusal(command, output);
    }
    return output;
  }

  private Output run(Path index, byte[] input, RunningCommand.Reader reader, String... arguments) {
    var all = new ArrayList<>(HARMLESS);
    all.addAll(List.of(arguments));
    return repository
        .program()
        .run(repository.top(), all, environment(index), input, repository.progress(), reader);
  }

  private Map<String, String> environment(Path index) {
    var environment = new TreeMap<>(objectEnvironment());
    environment.put("GIT_DIR", directory.toString());
    environment.put("GIT_WORK_TREE", repository.top().toString());
    environment.put("GIT_INDEX_FILE", index.toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_ATTR_NOSYSTEM", "1");
    environment.put("HOME", directory.toString());
    environment.put("XDG_CONFIG_HOME", directory.toString());
    return environment;
  }

  private RuntimeException refusal(String command, Output output) {
    String said = output.errors();
    if (said.contains("would be overwritten")
        || said.contains("not uptodate")
        || said.contains("would lose untracked")
        || said.contains("would be removed")) {
      return new UpdateRefused(
          Refusal.of(
              FailureType.ROLLBACK_FAILED,
              "Repository %s: a file is in the way (%s). Move it and make a new plan.",
              repository.top(),
              said.strip().replaceAll("\\p{Cntrl}+", " ")));
    }
    if (command.equals("update-index") && said.contains("No such file")) {
      return Refusal.of(
          FailureType.SOURCE_CHANGING,
          "Files of %s change while they are read. Try again when it is quiet.",
          repository.top());
    }
    return Refusal.of(repository.top().toString(), command, output);
  }
}
