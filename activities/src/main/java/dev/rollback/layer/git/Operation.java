package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.store.ContentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A merge, rebase, cherry-pick, revert, bisect or am under way: the files in which git keeps it.
///
/// @param files contents; empty when none is under way
/// @param references what git keeps of it as references (`refs/bisect/…`)
record Operation(List<StateFile> files, List<Reference> references) {
  static final Operation NONE = new Operation(List.of(), List.of());

  private static final long MOST_BYTES = 64L << 20;
  private static final Map<String, String> SIGNS =
      Map.of(
          "MERGE_HEAD", "merge",
          "CHERRY_PICK_HEAD", "cherry-pick",
          "REVERT_HEAD", "revert",
          "BISECT_LOG", "bisect",
          "rebase-merge", "rebase",
          "rebase-apply", "rebase or am",
          "sequencer", "cherry-pick or revert");
  private static final List<String> NAMES =
      List.of(
          "AUTO_MERGE",
          "BISECT_ANCESTORS_OK",
          "BISECT_EXPECTED_REV",
          "BISECT_FIRST_PARENT",
          "BISECT_HEAD",
          "BISECT_LOG",
          "BISECT_NAMES",
          "BISECT_START",
          "BISECT_TERMS",
          "CHERRY_PICK_HEAD",
          "MERGE_AUTOSTASH",
          "MERGE_HEAD",
          "MERGE_MODE",
          "MERGE_MSG",
          "MERGE_RR",
          "REBASE_HEAD",
          "REVERT_HEAD",
          "SQUASH_MSG",
          "rebase-apply",
          "rebase-merge",
          "sequencer");
  private static final Pattern ID = Pattern.compile("\\b(?:[0-9a-f]{64}|[0-9a-f]{40})\\b");

  Operation {
    files = List.copyOf(files);
    references = List.copyOf(references);
  }

  /// One file beneath the git directory.
  ///
  /// @param content each byte as one character
  record StateFile(String name, String content) {
    byte[] bytes() {
      return content.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /// One reference and what it points to.
  record Reference(RepoPath name, String id) {}

  /// What is under way, as a word; empty when nothing is.
  static Optional<String> underWay(Repository repository) {
    return SIGNS.entrySet().stream()
        .filter(
            sign ->
                Files.exists(
                    repository.gitDirectory().resolve(sign.getKey()), LinkOption.NOFOLLOW_LINKS))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static Operation of(Repository repository) {
    if (underWay(repository).isEmpty()) {
      return NONE;
    }
    var files = new ArrayList<StateFile>();
    long bytes = 0;
    try {
      for (Path file : present(repository)) {
        bytes += Files.size(file);
        if (bytes > MOST_BYTES) {
          throw Refusal.of(
              FailureType.REPOSITORY_IN_OPERATION,
              "The %s under way in %s keeps more than 64 MB of state. End it first.",
              underWay(repository).orElse("operation"),
              repository.top());
        }
        String name = repository.gitDirectory().relativize(file).toString();
        files.add(new StateFile(name, Files.readString(file, StandardCharsets.ISO_8859_1)));
      }
    } catch (IOException e) {
      throw Refusal.of(repository.gitDirectory().toString(), e);
    }
    return new Operation(
        files, References.list(repository, "refs/bisect", "refs/rewritten", "refs/worktree"));
  }

  /// Makes the state files exactly these.
  void write(Repository repository) {
    try {
      for (Path file : present(repository)) {
        Files.delete(file);
      }
      for (String name : List.of("rebase-apply", "rebase-merge", "sequencer")) {
        removeEmpty(repository.gitDirectory().resolve(name));
      }
      for (StateFile file : files) {
        Path target = repository.gitDirectory().resolve(file.name());
        Files.createDirectories(target.getParent());
        Files.write(target, file.bytes());
      }
    } catch (IOException e) {
      throw Refusal.of(repository.gitDirectory().toString(), e);
    }
  }

  private static void removeEmpty(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path each : all.toList().reversed()) {
          Files.delete(each);
        }
      }
    }
  }

  private static List<Path> present(Repository repository) throws IOException {
    var files = new ArrayList<Path>();
    for (String name : NAMES) {
      Path path = repository.gitDirectory().resolve(name);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> all = Files.walk(path)) {
          all.filter(each -> !Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  boolean isSameAs(Operation other) {
    return references.equals(other.references) && described().equals(other.described());
  }

  private List<String> described() {
    return files.stream()
        .map(file -> file.name() + " " + ContentId.of(file.bytes()))
        .sorted()
        .toList();
  }

  /// Every object id that the state speaks of; those that exist must be kept.
  List<String> mentioned() {
    var ids = new TreeSet<String>();
    for (StateFile file : files) {
      ID.matcher(file.content()).results().forEach(found -> ids.add(found.group()));
    }
    references.forEach(reference -> ids.add(reference.id()));
    return List.copyOf(ids);
  }
}
