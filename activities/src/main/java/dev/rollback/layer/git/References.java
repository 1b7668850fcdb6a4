package dev.rollback.layer.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads references, and changes several at once: all or none, each only from its expected value.
final class References {
  private final Repository repository;
  private final StringBuilder commands = new StringBuilder();

  References(Repository repository) {
    this.repository = repository;
  }

  /// Direct references beneath these prefixes.
  static List<Operation.Reference> list(Repository repository, String... prefixes) {
    var arguments = new ArrayList<>(List.of("for-each-ref", "--format=%(objectname) %(refname)"));
    arguments.addAll(List.of(prefixes));
    return repository.git(arguments.toArray(String[]::new)).lines().stream()
        .map(line -> line.split(" ", 2))
        .map(parts -> new Operation.Reference(new RepoPath(parts[1]), parts[0]))
        .toList();
  }

  /// Sets a reference whatever it was.
  References set(String name, String id) {
    commands.append("update %s\0%s\0\0".formatted(name, id));
    return this;
  }

  /// Moves a reference from what it must be now; the zero id stands for absent.
  References move(String name, String from, String to) {
    if (to.equals(repository.zero())) {
      commands.append("delete %s\0%s\0".formatted(name, from));
    } else {
      commands.append("update %s\0%s\0%s\0".formatted(name, to, from));
    }
    return this;
  }

  /// Moves HEAD itself, not the branch that it names.
  References detach(String to) {
    commands.append("option no-deref\0update HEAD\0%s\0\0".formatted(to));
    return this;
  }

  References delete(String name) {
    commands.append("delete %s\0\0".formatted(name));
    return this;
  }

  boolean isEmpty() {
    return commands.isEmpty();
  }

  /// Carries all of it out, with this message in the reflogs that the repository keeps.
  void commit(String message) {
    if (!commands.isEmpty()) {
      byte[] input = commands.toString().getBytes(StandardCharsets.ISO_8859_1);
      repository.feed(input, "update-ref", "-m", message, "--stdin", "-z");
    }
  }
}
