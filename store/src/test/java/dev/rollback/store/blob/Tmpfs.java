package dev.rollback.store.blob;

import java.io.IOException;
import java.nio.file.Path;

/// A small file system in memory, mounted for one test.
public final class Tmpfs implements AutoCloseable {
  private final Path directory;

  private Tmpfs(Path directory) {
    this.directory = directory;
  }

  public static Tmpfs mount(Path directory, String size) throws IOException {
    run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString());
    return new Tmpfs(directory);
  }

  public void makeReadOnly() throws IOException {
    run("mount", "-o", "remount,ro", directory.toString());
  }

  @Override
  public void close() throws IOException {
    run("umount", directory.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
