package dev.rollback.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A small directory written out for comparison: a line per entry.
final class DirectoryState {
  private DirectoryState() {}

  /// @param except the name of a directory directly beneath the root that is passed over
  static String of(Path root, String except) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> entries =
          all.filter(path -> except.isEmpty() || !path.startsWith(root.resolve(except)))
              .sorted()
              .toList();
      StringBuilder lines = new StringBuilder();
      for (Path entry : entries) {
        lines.append(line(root, entry)).append('\n');
      }
      return lines.toString();
    }
  }

  private static String line(Path root, Path entry) throws IOException {
    var permissions = Files.getPosixFilePermissions(entry, LinkOption.NOFOLLOW_LINKS);
    String name = root.relativize(entry) + " " + PosixFilePermissions.toString(permissions);
    if (Files.isSymbolicLink(entry)) {
      return name + " -> " + Files.readSymbolicLink(entry);
    }
    return Files.isDirectory(entry)
        ? name
        : Stream.of(name, Base64.getEncoder().encodeToString(Files.readAllBytes(entry)))
            .collect(Collectors.joining(" "));
  }
}
