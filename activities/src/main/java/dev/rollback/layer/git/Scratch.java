package dev.rollback.layer.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A directory of this layer's own, outside every work tree, that is gone when it is closed.
record Scratch(Path directory) implements AutoCloseable {

  /// An empty one of this name; what a dead run left there is removed.
  static Scratch named(Path state, String name) {
    return beside(state.resolve("work"), name);
  }

  /// The same in another directory, for what must be on that one's file system.
  static Scratch beside(Path place, String name) {
    var scratch = new Scratch(place.resolve(name));
    scratch.close();
    try {
      Files.createDirectories(scratch.directory);
    } catch (IOException e) {
      throw Refusal.of(scratch.directory.toString(), e);
    }
    return scratch;
  }

  /// An empty one that nobody else has.
  static Scratch fresh(Path state) {
    try {
      Path work = Files.createDirectories(state.resolve("work"));
      return new Scratch(Files.createTempDirectory(work, "look-"));
    } catch (IOException e) {
      throw Refusal.of(state.toString(), e);
    }
  }

  Path resolve(String name) {
    return directory.resolve(name);
  }

  @Override
  public void close() {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.toList().reversed()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw Refusal.of(directory.toString(), e);
    }
  }
}
