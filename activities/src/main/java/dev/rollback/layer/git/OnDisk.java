package dev.rollback.layer.git;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Looks for paths of a repository in its work tree without following a link.
final class OnDisk {
  private OnDisk() {}

  /// Whether there is something at the path, reached through directories only. A name that Java
  /// cannot write counts as there.
  static boolean mayHave(Repository repository, RepoPath path) {
    if (!path.isText()) {
      return true;
    }
    Path at = repository.top();
    for (Path name : Path.of(path.text())) {
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      at = at.resolve(name);
    }
    return Files.exists(at, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean hasFile(Repository repository, RepoPath path) {
    return path.isText()
        && mayHave(repository, path)
        && !Files.isDirectory(repository.top().resolve(path.text()), LinkOption.NOFOLLOW_LINKS);
  }
}
