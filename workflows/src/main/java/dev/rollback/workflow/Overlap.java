package dev.rollback.workflow;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Refuses a set that no rollback could carry out: the first of two members that hold the same
/// place would change it under the plan of the second.
///
/// Only what the paths' letters tell is refused. The same file may be named twice, for both members
/// want it alike; files inside a repository may be another member's, for git ignores some; what a
/// glob matches is not known here.
final class Overlap {
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[\\\\]");

  private Overlap() {}

  /// @param kind of the path
  private record Claim(String member, String path, Kind kind) {}

  private enum Kind {
    REPOSITORY,
    /// With all that lies beneath it.
    PATH,
    GLOB
  }

  /// @throws RollbackException `InvalidRequest`, naming both members and the place
  static void refuse(CreateSnapshotRequest request) {
    if (request.config() instanceof SnapshotSpec.Set set) {
      refuse(set);
    }
  }

  private static void refuse(SnapshotSpec.Set set) {
    List<Claim> claims = set.members().stream().flatMap(Overlap::claims).toList();
    Map<String, Claim> byPath = new HashMap<>();
    for (Claim claim : claims) {
      Claim same = byPath.putIfAbsent(claim.path(), claim);
      if (same != null && (same.kind() == Kind.REPOSITORY || claim.kind() == Kind.REPOSITORY)) {
        refuse(same, claim);
      }
    }
    for (Claim claim : claims) {
      for (String above = parent(claim.path()); !above.isEmpty(); above = parent(above)) {
        Claim holder = byPath.get(above);
        if (holder != null && holder.kind() == Kind.PATH) {
          refuse(holder, claim);
        }
      }
    }
  }

  private static void refuse(Claim holder, Claim claim) {
    if (!holder.member().equals(claim.member())) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "Members %s and %s of the set both hold %s; name each place in one of them only."
              .formatted(holder.member(), claim.member(), RequestReader.cut(claim.path())));
    }
  }

  private static Stream<Claim> claims(SnapshotSpec.Member member) {
    return switch (member.config()) {
      case SnapshotSpec.GitCommit git ->
          Stream.concat(
              Stream.of(new Claim(member.name(), normal(git.repoPath()), Kind.REPOSITORY)),
              files(member.name(), git.configFiles()));
      case SnapshotSpec.Configuration files -> files(member.name(), files.configFiles());
      case SnapshotSpec.FileSystem files ->
          files.paths().stream().map(path -> new Claim(member.name(), normal(path), Kind.PATH));
      case SnapshotSpec.Set ignored -> Stream.empty();
    };
  }

  private static Stream<Claim> files(String member, List<String> paths) {
    return paths.stream()
        .map(
            path ->
                new Claim(
                    member, normal(path), WILDCARD.matcher(path).find() ? Kind.GLOB : Kind.PATH));
  }

  /// Without `.`, `..` and doubled slashes.
  private static String normal(String path) {
    var names = new ArrayList<String>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        if (!names.isEmpty()) {
          names.removeLast();
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", names);
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "" : path.substring(0, slash);
  }
}
