package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/// The object directories that a repository borrows from, directly and through one another.
final class Alternates {
  private static final int MOST = 50;

  private Alternates() {}

  /// @param objects a repository's own object directory
  /// @throws dev.rollback.contract.RollbackException `InvalidRequest` for a list that cannot be
  ///     followed, `PermissionDenied`
  static Set<Path> of(Path objects) {
    var found = new LinkedHashSet<Path>();
    add(objects, found);
    return found;
  }

  private static void add(Path objects, Set<Path> found) {
    Path list = objects.resolve("info/alternates");
    if (!Files.exists(list, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      // Names are bytes: what is no UTF-8 names another place than its text does.
      for (String line : Files.readString(list, StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        if (line.startsWith("\"") || found.size() == MOST) {
          throw unfollowed(list);
        }
        Path borrowed = objects.resolve(line).normalize();
        if (found.add(borrowed)) {
          add(borrowed, found);
        }
      }
    } catch (CharacterCodingException e) {
      throw unfollowed(list);
    } catch (IOException e) {
      throw Refusal.of(list.toString(), e);
    }
  }

  private static RuntimeException unfollowed(Path list) {
    return Refusal.of(
        FailureType.INVALID_REQUEST,
        "%s borrows objects in a way that cannot be followed. Copy the objects with git repack -a"
            + " -d and remove that file.",
        list);
  }
}
