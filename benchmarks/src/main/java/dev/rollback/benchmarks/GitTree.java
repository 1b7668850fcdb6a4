package dev.rollback.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/// A repository of 78 579 files with two commits; the second changes every hundredth file.
final class GitTree {
  private static final int FILES = 78_579;
  private static final Path ARCHIVE = Path.of("/usr/src/linux-source-6.1.tar.xz");

  final Path top;
  final String first;
  final String second;

  private GitTree(Path top, String first, String second) {
    this.top = top;
    this.first = first;
    this.second = second;
  }

  /// Of the `archive` option's tar archive, which has one directory, or made up where that is
  /// `none`.
  static GitTree make(Path directory, Options options) throws IOException {
    Path top = Files.createDirectories(directory.resolve("tree"));
    String absent = Files.isReadable(ARCHIVE) ? ARCHIVE.toString() : "none";
    String archive = options.text("archive", absent);
    if (archive.equals("none")) {
      System.out.println("Tree: made up of random words.");
      makeUp(top);
    } else {
      System.out.println("Tree: " + archive);
      Command.in(top, "tar", "xf", archive, "--strip-components=1");
      // A distribution's own rules would ignore the whole tree.
      Files.deleteIfExists(top.resolve(".gitignore"));
    }
    git(top, "init", "-q", "-b", "main");
    git(top, "config", "user.name", "Benchmark");
    git(top, "config", "user.email", "benchmark@localhost");
    git(top, "config", "gc.auto", "0");
    git(top, "add", "-A");
    git(top, "commit", "-q", "-m", "first");
    String first = git(top, "rev-parse", "HEAD");
    int changed = change(top);
    git(top, "commit", "-q", "-a", "-m", "second");
    git(top, "gc", "-q");
    System.out.printf(
        "Files: %s, changed between the two commits: %d%n%n",
        git(top, "ls-files").lines().count(), changed);
    return new GitTree(top, first, git(top, "rev-parse", "HEAD"));
  }

  private static int change(Path top) throws IOException {
    List<String> names = git(top, "ls-files").lines().toList();
    int changed = 0;
    for (int each = 0; each < names.size(); each += 100) {
      Path file = top.resolve(names.get(each));
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.writeString(file, "\nchanged\n", StandardOpenOption.APPEND);
        changed++;
      }
    }
    return changed;
  }

  private static void makeUp(Path top) throws IOException {
    var random = new Random(1);
    Path directory = top;
    for (int each = 0; each < FILES; each++) {
      if (each % 16 == 0) {
        int number = each / 16;
        directory =
            Files.createDirectories(
                top.resolve("d%02d/e%02d/f%d".formatted(number % 26, number % 97, number)));
      }
      var text = new StringBuilder();
      for (int line = random.nextInt(500); line >= 0; line--) {
        text.append(Integer.toString(random.nextInt(1_000_000), 36)).append(" = ").append(line);
        text.append('\n');
      }
      Files.write(
          directory.resolve("file" + each), text.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  String git(String... arguments) throws IOException {
    return git(top, arguments);
  }

  private static String git(Path directory, String... arguments) throws IOException {
    var command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Command.in(directory, command);
  }
}
