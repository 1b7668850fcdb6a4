package dev.rollback.worker.spine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All that no refused request may change: the targets to the last mode and time, repositories'
/// own files included; what the store keeps; what the catalogue lists and locks.
///
/// @param targets kinds, modes, owners, sizes, times, links and contents
/// @param store names and contents; more may be added, for a plan is kept before it is refused
/// @param rows snapshots that can be used, and locks
record Untouched(String targets, String store, List<Long> rows) {
  static Untouched of(Installation installation) throws IOException, SQLException {
    return new Untouched(
        shell(
            installation.targets,
            "find . -printf '%p %y %m %U %G %s %T@ %l\\n' | sort;"
                + " find . -type f -size -4M -print0 | sort -z | xargs -0r sha256sum"),
        shell(
            installation.directory.resolve("store"),
            "find . -type f ! -path './temporary/*' -print0 | sort -z | xargs -0r sha256sum"),
        List.of(
            installation.count("select count(*) from rollback.snapshots where status = 'created'"),
            installation.count("select count(*) from rollback.target_locks")));
  }

  /// What another look at the same things has lost or changed, and what the targets gained.
  List<String> lostIn(Untouched after) {
    return Stream.of(
            missing(targets, after.targets),
            missing(after.targets, targets),
            missing(store, after.store),
            missing(rows.toString(), after.rows.toString()))
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<String> missing(String lines, String in) {
    Set<String> there = in.lines().collect(Collectors.toSet());
    return lines.lines().filter(line -> !there.contains(line));
  }

  static String shell(Path directory, String script) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
