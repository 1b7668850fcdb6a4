package dev.rollback.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds processes that have files open for writing: after a rollback they go on writing to the old
/// ones. Of processes of other users it sees what the kernel lets it see.
final class OpenFiles {
  private static final Path PROCESSES = Path.of("/proc");
  private static final int WRITES = 3;
  private static final int MOST_NAMED = 20;

  private final Map<FileId, RawPath> targets;
  private final List<String> found = new ArrayList<>();

  private OpenFiles(Map<FileId, RawPath> targets) {
    this.targets = targets;
  }

  /// One sentence for each writer of one of the targets, the first few.
  static List<String> writers(Map<FileId, RawPath> targets) {
    var search = new OpenFiles(targets);
    if (!targets.isEmpty()) {
      search.run();
    }
    return search.found;
  }

  private void run() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        look(process);
      }
    } catch (IOException e) {
      // A host without such a directory tells of no processes.
      return;
    }
  }

  private void look(Path process) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path each : open) {
        target(each).ifPresent(path -> add(process, each, path));
      }
    } catch (IOException e) {
      // It ended, or belongs to somebody else.
      return;
    }
  }

  private Optional<RawPath> target(Path descriptor) {
    try {
      Map<String, Object> status = Files.readAttributes(descriptor, "unix:dev,ino");
      return status.get("dev") instanceof Long device && status.get("ino") instanceof Long inode
          ? Optional.ofNullable(targets.get(new FileId(device, inode)))
          : Optional.empty();
    } catch (IOException e) {
      // It was closed meanwhile.
      return Optional.empty();
    }
  }

  private void add(Path process, Path descriptor, RawPath path) {
    try {
      Path facts = process.resolve("fdinfo").resolve(descriptor.getFileName());
      boolean writes =
          Files.readAllLines(facts).stream()
              .filter(line -> line.startsWith("flags:"))
              .map(line -> Integer.parseInt(line.substring("flags:".length()).strip(), 8))
              .anyMatch(flags -> (flags & WRITES) != 0);
      if (writes && found.size() < MOST_NAMED) {
        String name = Files.readString(process.resolve("comm")).strip();
        found.add(
            "%s is open for writing by process %s (%s), which would go on writing to the old file."
                .formatted(path, process.getFileName(), name));
      }
    } catch (IOException e) {
      // It ended meanwhile.
      return;
    }
  }
}
