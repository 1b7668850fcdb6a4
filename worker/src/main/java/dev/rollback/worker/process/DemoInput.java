package dev.rollback.worker.process;

import dev.rollback.contract.SnapshotSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What the demonstration protects, damages and compares: a git repository and a directory of
/// settings, made for it.
final class DemoInput {
  private static final long LIMIT_SECONDS = 30;

  private final Path git;
  private final Path shop;
  private final Path settings;

  /// @param git the git program
  /// @param directory an empty one
  DemoInput(Path git, Path directory) {
    this.git = git;
    this.shop = directory.resolve("shop");
    this.settings = directory.resolve("settings");
  }

  /// Both as one set: one snapshot, rolled back all or none.
  SnapshotSpec.Set spec() {
    return SnapshotSpec.Set.of(
        new SnapshotSpec.Member("shop", SnapshotSpec.GitCommit.of(shop.toString())),
        new SnapshotSpec.Member("settings", SnapshotSpec.Configuration.of(settings.toString())));
  }

  Path settings() {
    return settings;
  }

  Path shop() {
    return shop;
  }

  void make() throws IOException {
    Files.createDirectories(shop);
    git("init", "--quiet", "--initial-branch=main");
    write(shop.resolve("README.md"), "The shop.\n");
    write(shop.resolve("price.txt"), "19.90\n");
    commit("Open the shop");
    write(shop.resolve("price.txt"), "19.90\n# rounding is being discussed\n");
    Files.createDirectories(settings.resolve("routes"));
    write(settings.resolve("app.conf"), "database = orders\nworkers = 4\n");
    permit(settings.resolve("app.conf"), "rw-r-----");
    write(settings.resolve("routes/eu.conf"), "eu -> frankfurt\n");
    Files.createSymbolicLink(settings.resolve("active"), Path.of("app.conf"));
  }

  /// What a release that goes wrong leaves.
  void damage() throws IOException {
    write(shop.resolve("price.txt"), "0.00\n");
    commit("Release 2.0");
    write(shop.resolve("README.md"), "The shop is closed.\n");
    write(shop.resolve("debug.log"), "card 4111 1111 1111 1111\n");
    write(settings.resolve("app.conf"), "database = orders_test\n");
    permit(settings.resolve("app.conf"), "rw-rw-rw-");
    Files.delete(settings.resolve("routes/eu.conf"));
    write(settings.resolve("routes/backdoor.conf"), "eu -> elsewhere\n");
  }

  String head() throws IOException {
    return git("rev-parse", "HEAD");
  }

  /// All that a person would compare: the commit, what git says of the work tree, and each file's
  /// kind, permissions and content.
  String state() throws IOException {
    return git("rev-parse", "--symbolic-full-name", "HEAD")
        + head()
        + git("status", "--porcelain")
        + DirectoryState.of(shop, ".git")
        + DirectoryState.of(settings, "");
  }

  private void commit(String message) throws IOException {
    git("add", "--all");
    git("-c", "user.name=Demo", "-c", "user.email=demo@example.com", "commit", "-qm", message);
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static void permit(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private String git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(git.toString(), "-C", shop.toString()));
    command.addAll(List.of("-c", "commit.gpgSign=false", "-c", "core.hooksPath=/dev/null"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    Process process = builder.start();
    try (var output = process.inputReader()) {
      String text = String.join("\n", output.readAllLines());
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("git " + arguments[0] + ": " + text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("git was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
