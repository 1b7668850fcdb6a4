package dev.rollback.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A tree of files to capture, of which every hundredth can be changed.
///
/// @param sample the files that are changed
record FileTree(Path top, List<Path> sample, long files, long bytes) {
  private static final Path ARCHIVE = Path.of("/usr/src/linux-source-6.1.tar.xz");
  private static final int EVERY = 100;
  private static final String CHANGE = "\nchanged\n";

  FileTree {
    sample = List.copyOf(sample);
  }

  /// Of the `archive` option's tar archive, which has one directory.
  static FileTree make(Path directory, Options options) throws IOException {
    Path top = Files.createDirectories(directory.resolve("tree"));
    String archive = options.text("archive", ARCHIVE.toString());
    Command.in(top, "tar", "xf", archive, "--strip-components=1");
    var sample = new ArrayList<Path>();
    long files = 0;
    long bytes = 0;
    try (Stream<Path> all = Files.walk(top)) {
      for (Path file : all.sorted().toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files++;
          bytes += Files.size(file);
          if (files % EVERY == 0) {
            sample.add(file);
          }
        }
      }
    }
    System.out.printf(
        "Tree: %s, %d files, %d MB; 1 %% is %d files%n%n",
        archive, files, bytes / 1_000_000, sample.size());
    return new FileTree(top, sample, files, bytes);
  }

  /// Changes every hundredth file.
  void change() throws IOException {
    for (Path file : sample) {
      Files.writeString(file, CHANGE, StandardOpenOption.APPEND);
    }
  }

  /// Takes the change back, for who cannot.
  void restore() throws IOException {
    for (Path file : sample) {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length - CHANGE.length()));
    }
  }

  /// A digest of the sample's contents in a copy of the tree.
  String digest(Path copy) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : sample) {
        digest.update(Files.readAllBytes(copy.resolve(top.relativize(file))));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Bytes of all files in a directory.
  static long size(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  static void remove(Path directory) throws IOException {
    Command.in(Path.of("/"), "rm", "-rf", directory.toString());
  }
}
