package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Git's own lock of a work tree (`index.lock`), held by a rollback from its first look to its last
/// write, so that no git program changes the index meanwhile. It holds the rollback's plan id: what
/// a dead worker left is told from a live lock of another program, which is never removed.
final class IndexLock implements AutoCloseable {
  private static final String MARK = "rollback-manager plan ";

  private final Path file;

  private IndexLock(Path file) {
    this.file = file;
  }

  /// Takes the lock, or takes it over from a dead run of the same plan.
  ///
  /// @throws dev.rollback.contract.RollbackException `RepositoryBusy` while another program holds
  /// it
  static IndexLock take(Repository repository, String planId) {
    Path file = repository.gitDirectory().resolve("index.lock");
    byte[] content = (MARK + planId + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Path staged = repository.gitDirectory().resolve("rollback-lock-" + SafeName.of(planId));
      try (var channel =
          FileChannel.open(
              staged,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(content));
        channel.force(true);
      }
      try {
        Files.createLink(file, staged);
      } catch (FileAlreadyExistsException _) {
        if (!holder(repository).filter(planId::equals).isPresent()) {
          throw busy(repository);
        }
      } finally {
        Files.deleteIfExists(staged);
      }
      return new IndexLock(file);
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  /// The plan whose rollback holds the lock; empty when there is no lock, or another program's.
  static Optional<String> holder(Repository repository) {
    try {
      Path file = repository.gitDirectory().resolve("index.lock");
      if (Files.size(file) > 512) {
        return Optional.empty();
      }
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      return content.startsWith(MARK)
          ? Optional.of(content.substring(MARK.length()).strip())
          : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw Refusal.of(repository.gitDirectory().toString(), e);
    }
  }

  /// @throws dev.rollback.contract.RollbackException `RepositoryBusy` while the index is locked
  static void requireNone(Repository repository) {
    if (Files.exists(repository.gitDirectory().resolve("index.lock"))) {
      throw busy(repository);
    }
  }

  private static RuntimeException busy(Repository repository) {
    return Refusal.of(
        FailureType.REPOSITORY_BUSY,
        "Repository %s is locked by another program (%s). Wait for it; if none runs, remove the"
            + " lock file by hand.",
        repository.top(),
        repository.gitDirectory().resolve("index.lock"));
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }
}
