package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The journals of rollbacks that have not ended, one file each in a directory of this host.
///
/// A journal is replaced as a whole and is durable when a method returns.
final class Journals {
  private static final String JOURNAL = ".journal";

  /// Locks of this process: the kernel's own forget which thread took them.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;

  /// Creates the directory, for this user alone, where it is missing.
  Journals(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
    attempt(
        () ->
            Files.createDirectories(
                this.directory,
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------"))));
  }

  Path directory() {
    return directory;
  }

  Optional<Journal> read(String planId) {
    return attempt(
        () -> {
          try {
            return Optional.of(Journal.decoded(Files.readAllBytes(file(planId, JOURNAL))));
          } catch (NoSuchFileException _) {
            return Optional.<Journal>empty();
          }
        });
  }

  void write(Journal journal) {
    attempt(
        () -> {
          Path file = file(journal.planId(), JOURNAL);
          Path temporary = file(journal.planId(), ".temporary");
          try (var channel =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(journal.encoded());
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
            channel.force(true);
          }
          Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
          return sync();
        });
  }

  void delete(String planId) {
    attempt(
        () -> {
          Files.deleteIfExists(file(planId, JOURNAL));
          return sync();
        });
  }

  /// All journals there are.
  List<Journal> all() {
    return attempt(
        () -> {
          var journals = new ArrayList<Journal>();
          try (var files = Files.newDirectoryStream(directory, "*" + JOURNAL)) {
            for (Path file : files) {
              readIfThere(file).ifPresent(journals::add);
            }
          }
          return journals;
        });
  }

  private static Optional<Journal> readIfThere(Path file) throws IOException {
    try {
      return Optional.of(Journal.decoded(Files.readAllBytes(file)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Whether a name was made by one of the rollbacks that have not ended.
  Predicate<byte[]> leftovers() {
    List<String> names = all().stream().map(each -> Names.latin(each.directoryName())).toList();
    return name -> names.contains(Names.latin(name));
  }

  /// Takes a plan for this thread; empty while another thread or process has it.
  Optional<Held> hold(String planId) {
    Path file = file(planId, ".lock");
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    boolean locked = false;
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = channel.tryLock() != null && Files.exists(file);
      if (!locked) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new Held(file, channel));
    } catch (IOException e) {
      throw unusable(e);
    } finally {
      if (!locked) {
        HELD.remove(file);
      }
    }
  }

  /// A plan that nobody else works on until it is closed.
  record Held(Path file, FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try (channel) {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new RollbackException(
            FailureType.ROLLBACK_FAILED, "%s cannot be removed: %s.".formatted(file, e), e);
      } finally {
        HELD.remove(file);
      }
    }
  }

  private Path file(String planId, String ending) {
    String name = ContentId.of(planId.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
    return directory.resolve(name + ending);
  }

  private Path sync() throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return directory;
  }

  @FunctionalInterface
  private interface Action<T> {
    T run() throws IOException;
  }

  private <T> T attempt(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private RollbackException unusable(IOException cause) {
    return new RollbackException(
        FailureType.ROLLBACK_FAILED,
        "The directory %s, which holds the journals of rollbacks, cannot be used: %s."
            .formatted(directory, cause),
        cause);
  }
}
