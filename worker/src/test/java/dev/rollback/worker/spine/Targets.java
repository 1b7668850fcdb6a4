package dev.rollback.worker.spine;

import dev.rollback.contract.SnapshotSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A git repository and a directory of configuration, made, damaged and described.
final class Targets {
  final Path repository;
  final Path configuration;

  Targets(Path parent) throws IOException {
    this.repository = Files.createDirectories(parent.resolve("source"));
    this.configuration = Files.createDirectories(parent.resolve("etc"));
    for (int i = 0; i < 20; i++) {
      Files.writeString(configuration.resolve("app-" + i + ".conf"), "level = " + i + "\n");
      Files.writeString(repository.resolve("file-" + i + ".txt"), "line " + i + "\n");
    }
    Files.createSymbolicLink(configuration.resolve("current"), Path.of("app-1.conf"));
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-q", "-m", "good");
  }

  SnapshotSpec spec() {
    return new SnapshotSpec.Set(
        List.of(
            new SnapshotSpec.Member("code", SnapshotSpec.GitCommit.of(repository.toString())),
            new SnapshotSpec.Member(
                "files", SnapshotSpec.Configuration.of(configuration.toString()))),
        null,
        null);
  }

  /// The same damage each time.
  void damage() throws IOException {
    Files.writeString(configuration.resolve("app-0.conf"), "level = broken\n");
    Files.deleteIfExists(configuration.resolve("app-2.conf"));
    Files.writeString(configuration.resolve("planted.conf"), "evil = true\n");
    Files.setPosixFilePermissions(
        configuration.resolve("app-3.conf"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(repository.resolve("file-0.txt"), "broken\n");
    Files.deleteIfExists(repository.resolve("file-1.txt"));
    Files.writeString(repository.resolve("added.txt"), "added\n");
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "bad");
    Files.writeString(repository.resolve("file-2.txt"), "not committed\n");
  }

  /// Everything that can be seen of both: names, kinds, modes, contents, and what git says.
  String described() throws IOException {
    return described(configuration)
        + described(repository)
        + git("symbolic-ref", "HEAD")
        + git("log", "-1", "--format=%s")
        + git("status", "--porcelain=v1");
  }

  private static String described(Path root) throws IOException {
    var lines = new TreeMap<String, String>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(path -> !path.startsWith(root.resolve(".git")))
          .forEach(path -> lines.put(root.relativize(path).toString(), describedOne(path)));
    }
    return String.join("\n", lines.entrySet().stream().map(Object::toString).toList()) + "\n";
  }

  private static String describedOne(Path path) {
    try {
      String mode =
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
      if (Files.isSymbolicLink(path)) {
        return "link " + Files.readSymbolicLink(path);
      }
      return Files.isDirectory(path) ? "directory " + mode : mode + " " + sha256(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path path) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String git(String... arguments) throws IOException {
    var command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", arguments) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return output;
  }
}
