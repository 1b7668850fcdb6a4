package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.AllowedRoots;
import dev.rollback.layer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Opens repositories, and only such as lie wholly inside the allowed roots: the work tree, its git
/// directory, and what it shares with other work trees.
final class Places {
  private final GitProgram program;
  private final AllowedRoots roots;

  Places(GitProgram program, AllowedRoots roots) {
    this.program = program;
    this.roots = roots;
  }

  Repository open(String path, Progress progress) {
    return allowed(Repository.open(program, roots.check(path), progress));
  }

  /// A submodule's work tree, which must be where its parent has it and not behind a link.
  Repository openSubmodule(Path top, Progress progress) {
    return allowed(Repository.open(program, roots.check(top.toString()), progress));
  }

  /// Whether there is nothing at the path, or an empty directory.
  boolean isVacant(String path) {
    Path place = roots.check(path);
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try (var entries = Files.newDirectoryStream(place)) {
      return !entries.iterator().hasNext();
    } catch (IOException _) {
      return false;
    }
  }

  /// Makes an empty repository where nothing is.
  Repository create(String path, String objectFormat, boolean bare, Progress progress) {
    Path place = roots.check(path);
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw Refusal.of(path, e);
    }
    var arguments =
        new ArrayList<>(
            List.of("init", "--quiet", "--template=", "--object-format=" + objectFormat));
    if (bare) {
      arguments.add("--bare");
    }
    Output made = program.run(place, arguments, Map.of(), new byte[0], progress);
    if (!made.succeeded()) {
      throw Refusal.of(path, "init", made);
    }
    return open(path, progress);
  }

  private Repository allowed(Repository repository) {
    var places =
        new ArrayList<>(
            List.of(
                repository.top(),
                repository.gitDirectory(),
                repository.commonDirectory(),
                repository.objects()));
    places.addAll(Alternates.of(repository.objects()));
    for (Path each : places) {
      try {
        roots.check(each.toString());
      } catch (RollbackException e) {
        throw new RollbackException(
            FailureType.PATH_NOT_ALLOWED,
            "Repository %s keeps its data in %s: %s"
                .formatted(repository.top(), each, e.sentence()),
            e);
      }
    }
    return repository;
  }
}
