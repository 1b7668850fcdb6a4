package dev.rollback.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program of others, called as its own documentation says.
///
/// @param program the file that is looked for on PATH
/// @param commands by step: `init`, `capture`, `empty`, `place`; `$REPO`, `$TREE`, `$OUT` stand for
///     the directories; a step that is missing is one that it has not
record Rival(String name, String program, Map<String, String> commands, Path directory, Path tree)
    implements Archiver {
  private static final String ENVIRONMENT =
      """
      export HOME="$DIR/home" XDG_CACHE_HOME="$DIR/cache" RESTIC_PASSWORD=x RUSTIC_PASSWORD=x
      export KOPIA_PASSWORD=x KOPIA_CHECK_FOR_UPDATES=false BORG_PASSPHRASE=x
      export BORG_RELOCATED_REPO_ACCESS_IS_OK=yes BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes
      mkdir -p "$HOME" "$XDG_CACHE_HOME"
      """;

  /// All that this benchmark knows how to call, whether they are here or not.
  static List<Rival> all(Path directory, Path tree) {
    return List.of(
        new Rival(
            "restic",
            "restic",
            Map.of(
                "init", "restic init -q -r $REPO",
                "capture", "restic -q -r $REPO backup $TREE",
                "empty", "restic -q -r $REPO restore latest:$TREE --target $OUT",
                "place",
                    "restic -q -r $REPO restore latest:$TREE --target $TREE --overwrite if-changed"
                        + " --delete"),
            directory,
            tree),
        new Rival(
            "rustic",
            "rustic",
            Map.of(
                "init", "rustic --no-progress -r $REPO init",
                "capture", "rustic --no-progress -r $REPO backup $TREE",
                "empty", "rustic --no-progress -r $REPO restore latest:$TREE $OUT",
                "place", "rustic --no-progress -r $REPO restore --delete latest:$TREE $TREE"),
            directory,
            tree),
        new Rival(
            "kopia",
            "kopia",
            Map.of(
                "init", "kopia --no-progress repository create filesystem --path $REPO",
                "capture", "kopia --no-progress snapshot create $TREE",
                "empty", "kopia --no-progress restore $TREE $OUT --snapshot-time latest",
                "place",
                    "kopia --no-progress restore $TREE $TREE --snapshot-time latest"
                        + " --overwrite-files --overwrite-directories --overwrite-symlinks"),
            directory,
            tree),
        new Rival(
            "borg zstd,1",
            "borg",
            Map.of(
                "init", "borg init -e repokey-blake2 $REPO",
                "capture", "borg create -C zstd,1 $REPO::a$(date +%s%N) $TREE",
                "empty",
                    "cd $OUT && borg extract $REPO::$(borg list --last 1 --format '{archive}'"
                        + " $REPO)",
                "place",
                    "cd / && borg extract $REPO::$(borg list --last 1 --format '{archive}' $REPO)"),
            directory,
            tree),
        new Rival(
            "tar | zstd -1 -T2",
            "zstd",
            Map.of(
                "init", "mkdir -p $REPO",
                "capture", "tar -C $TREE -cf - . | zstd -q -f -1 -T2 -o $REPO/tar.zst",
                "empty", "zstd -dc $REPO/tar.zst | tar -C $OUT -xf -"),
            directory,
            tree));
  }

  /// Whether the program is on PATH.
  boolean isHere() throws IOException {
    try {
      Command.in(Path.of("/"), "sh", "-c", "command -v " + program);
      return true;
    } catch (IOException notThere) {
      return false;
    }
  }

  /// The first line of what it says of itself.
  String version() throws IOException {
    return Command.in(
            Path.of("/"),
            "sh",
            "-c",
            "%s version 2>/dev/null || %s --version".formatted(program, program))
        .lines()
        .findFirst()
        .orElse("?");
  }

  private Path repository() {
    return directory.resolve("repository");
  }

  private Path out() {
    return directory.resolve("out");
  }

  private void run(String step) throws IOException {
    String script =
        "set -eu\nDIR=%s REPO=%s TREE=%s OUT=%s\n%s%s"
            .formatted(
                directory, repository(), tree, out(), ENVIRONMENT, commands.getOrDefault(step, ""));
    Command.in(Path.of("/"), "bash", "-c", script);
  }

  @Override
  public void prepare() throws IOException {
    FileTree.remove(directory);
    Files.createDirectories(directory);
    run("init");
  }

  @Override
  public void capture() throws IOException {
    run("capture");
  }

  @Override
  public Path restoreToEmpty() throws IOException {
    run("empty");
    Path nested = Path.of(out() + tree.toString());
    return Files.isDirectory(nested) ? nested : out();
  }

  /// Makes the empty place for it, which is not measured.
  void makeEmpty() throws IOException {
    FileTree.remove(out());
    Files.createDirectories(out());
  }

  @Override
  public boolean restoreInPlace() throws IOException {
    if (!commands.containsKey("place")) {
      return false;
    }
    run("place");
    return true;
  }

  @Override
  public long stored() throws IOException {
    return FileTree.size(repository());
  }
}
