package dev.rollback.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/// Trees that ask for much: one large file, very many small ones, very many snapshots.
///
/// Options: `--gigabytes` (6), `--files` (1000000), `--snapshots` (100), `--in` (a directory),
/// `--only` (`large`, `many` or `growing`).
final class FilesExtremes {
  private static final int MEGABYTE = 1 << 20;
  private static final int EVERY = 100;

  private final Path directory;
  private final Path tree;
  private final Ours ours;

  private FilesExtremes(Path directory) throws IOException {
    this.directory = directory;
    this.tree = Files.createDirectories(directory.resolve("tree"));
    this.ours = new Ours(directory.resolve("ours"), tree);
  }

  public static void main(String[] arguments) throws IOException {
    Options options = Options.of(arguments);
    String only = options.text("only", "");
    try (Place place = Place.make(options)) {
      place.describe("files: extremes, largest heap %d MB".formatted(heap()), "uname -r");
      System.out.printf("%-44s %10s %12s %12s%n", "", "seconds", "MB read", "MB written");
      if (only.isEmpty() || only.equals("large")) {
        new FilesExtremes(place.directory().resolve("large")).large(options.number("gigabytes", 6));
      }
      if (only.isEmpty() || only.equals("many")) {
        new FilesExtremes(place.directory().resolve("many"))
            .many(options.number("files", 1_000_000));
      }
      if (only.isEmpty() || only.equals("growing")) {
        new FilesExtremes(place.directory().resolve("growing"))
            .growing(options.number("snapshots", 100));
      }
    }
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory() / MEGABYTE;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static double row(String what, Work work) throws IOException {
    Transfers before = Transfers.now();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    Transfers passed = Transfers.now().since(before);
    System.out.printf(
        "%-44s %10.3f %12.1f %12.1f%n", what, seconds, passed.read() / 1e6, passed.written() / 1e6);
    return seconds;
  }

  private void large(int gigabytes) throws IOException {
    Path file = tree.resolve("large");
    long megabytes = gigabytes * 1000L;
    fill(file, megabytes);
    row("large: read and hash once, one thread", () -> hash(file));
    row("large: read and hash once, again", () -> hash(file));
    ours.prepare();
    row("large: first capture", ours::capture);
    row("large: unchanged", ours::capture);
    long stored = ours.stored();
    change(file, megabytes, 1);
    row("large: capture after 1 % changed", ours::capture);
    System.out.printf("%-44s %.4f of the file%n", "large: store grew by", grown(stored, file));
    change(file, megabytes, 2);
    row("large: rollback of 1 %", ours::restoreInPlace);
    ours.withSafetySnapshot(true);
    change(file, megabytes, 3);
    row("large: rollback of 1 % with its undo", ours::restoreInPlace);
    end();
  }

  private double grown(long stored, Path file) throws IOException {
    return (ours.stored() - stored) / (double) Files.size(file);
  }

  private static void fill(Path file, long megabytes) throws IOException {
    var random = new Random(1);
    var bytes = new byte[MEGABYTE];
    try (var out = Files.newOutputStream(file)) {
      for (long each = 0; each < megabytes; each++) {
        random.nextBytes(bytes);
        out.write(bytes);
      }
    }
  }

  /// Changes every hundredth megabyte wholly.
  private static void change(Path file, long megabytes, int seed) throws IOException {
    var random = new Random(seed);
    var bytes = new byte[MEGABYTE];
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      for (long each = EVERY / 2; each < megabytes; each += EVERY) {
        random.nextBytes(bytes);
        out.seek(each * MEGABYTE);
        out.write(bytes);
      }
    }
  }

  private static void hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      var bytes = new byte[MEGABYTE];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        digest.update(bytes, 0, count);
      }
      digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void many(int files) throws IOException {
    for (String shape : new String[] {"in 1000 directories", "in one directory"}) {
      FileTree.remove(tree);
      Files.createDirectories(tree);
      int width = shape.contains("1000") ? 1000 : 1;
      for (int each = 0; each < files; each++) {
        Path parent = tree.resolve("d" + each % width);
        if (each < width) {
          Files.createDirectories(parent);
        }
        Files.createFile(parent.resolve("file" + each));
      }
      ours.prepare();
      row("%d empty files %s: first".formatted(files, shape), ours::capture);
      row("%d empty files %s: unchanged".formatted(files, shape), ours::capture);
      for (int each = 0; each < width; each++) {
        Path parent = tree.resolve("d" + each);
        FileTree.remove(parent);
        Files.createDirectories(parent);
      }
      row("%d empty files %s: rollback of all".formatted(files, shape), ours::restoreInPlace);
    }
    end();
  }

  private void growing(int snapshots) throws IOException {
    var random = new Random(1);
    ours.prepare();
    double first = 0;
    double last = 0;
    for (int each = 0; each < snapshots; each++) {
      Path parent = Files.createDirectories(tree.resolve("d" + each));
      for (int file = 0; file < 500; file++) {
        var bytes = new byte[random.nextInt(8000)];
        random.nextBytes(bytes);
        Files.write(parent.resolve("file" + file), bytes);
      }
      long start = System.nanoTime();
      ours.capture();
      double took = (System.nanoTime() - start) / 1e9;
      boolean early = each >= 10 && each < 20;
      first += early ? took : 0;
      last += each >= snapshots - 10 ? took : 0;
    }
    System.out.printf(
        "%-44s %10.3f%n%-44s %10.3f%n",
        "growing: snapshots 11 to 20, each",
        first / 10,
        "growing: the last 10 of %d, each".formatted(snapshots),
        last / 10);
    end();
  }

  private void end() throws IOException {
    ours.close();
    FileTree.remove(directory);
  }
}
