package dev.rollback.layer.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which files git will ignore once another tree is checked out: a rollback changes the ignore
/// rules too, and never removes what its goal ignores.
final class IgnoreRules {
  private static final String NAME = ".gitignore";
  private static final String HERE = "./";

  private final Repository repository;
  private final RawTree raw;
  private final Path place;

  /// @param place an empty directory to write the rules to
  IgnoreRules(Repository repository, RawTree raw, Path place) {
    this.repository = repository;
    this.raw = raw;
    this.place = place;
  }

  /// Those of the paths that the tree's rules ignore.
  Set<RepoPath> ignored(String tree, Collection<RepoPath> paths) {
    if (paths.isEmpty()) {
      return Set.of();
    }
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw Refusal.of(place.toString(), e);
    }
    raw.writeOut(tree, path -> path.raw().equals(NAME) || path.raw().endsWith("/" + NAME), place);
    return asked(
        repository,
        place,
        Map.of(
            "GIT_DIR", repository.gitDirectory().toString(),
            "GIT_WORK_TREE", place.toString(),
            "GIT_INDEX_FILE", place.resolve("none").toString()),
        paths);
  }

  /// Those of the paths that the present rules ignore, whether tracked or not.
  static Set<RepoPath> ignoredNow(Repository repository, Collection<RepoPath> paths) {
    return asked(repository, repository.top(), Map.of(), paths);
  }

  private static Set<RepoPath> asked(
      Repository repository, Path directory, Map<String, String> more, Collection<RepoPath> paths) {
    if (paths.isEmpty()) {
      return Set.of();
    }
    var arguments = new ArrayList<>(repository.settings().overrides(false));
    arguments.addAll(List.of("check-ignore", "--no-index", "-z", "--stdin"));
    // This command alone refuses literal pathspecs; a leading ./ keeps a name from being magic.
    var environment = new TreeMap<>(more);
    environment.put("GIT_LITERAL_PATHSPECS", "0");
    byte[] input =
        Repository.listed(paths.stream().map(path -> new RepoPath(HERE + path.raw())).toList());
    Output output =
        repository.program().run(directory, arguments, environment, input, repository.progress());
    if (output.exit() > 1) {
      throw Refusal.of(repository.top().toString(), "check-ignore", output);
    }
    return output.records().stream()
        .map(record -> new RepoPath(record.substring(HERE.length())))
        .collect(Collectors.toSet());
  }
}
