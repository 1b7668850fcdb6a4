package dev.rollback.catalog;

import dev.rollback.contract.SnapshotSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// Tells whether two snapshots are of the same things: the SHA-256 of type and paths, whatever
/// else was asked for and in whichever order.
final class SubjectKey {
  private SubjectKey() {}

  static String of(SnapshotSpec spec) {
    byte[] text = String.join("\0", words(spec)).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }

  private static List<String> words(SnapshotSpec spec) {
    var words = new ArrayList<String>();
    words.add(spec.type().wireName());
    switch (spec) {
      case SnapshotSpec.GitCommit git -> words.add(git.repoPath());
      case SnapshotSpec.Configuration files -> words.addAll(sorted(files.configFiles()));
      case SnapshotSpec.FileSystem files -> words.addAll(sorted(files.paths()));
      case SnapshotSpec.Set set ->
          set.members().stream()
              .sorted(Comparator.comparing(SnapshotSpec.Member::name))
              .forEach(
                  member -> {
                    words.add(member.name());
                    words.addAll(words(member.config()));
                  });
    }
    return words;
  }

  private static List<String> sorted(List<String> paths) {
    return paths.stream().sorted().distinct().toList();
  }
}
