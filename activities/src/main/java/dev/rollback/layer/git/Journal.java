package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/// What a plan's restore has begun and how it ended, durable before anything of the target changes.
/// It is held by one run at a time, and let go of by the death of the process.
final class Journal implements AutoCloseable {
  private final Path directory;
  private final FileChannel channel;

  private Journal(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /// @throws dev.rollback.contract.RollbackException `TargetBusy` while another run of the plan
  /// lives
  static Journal open(Path state, String planId) {
    return tryOpen(state, planId)
        .orElseThrow(
            () ->
                Refusal.of(
                    FailureType.TARGET_BUSY,
                    "Plan %s is being carried out by another run. Wait for it.",
                    planId));
  }

  /// Empty while another run holds it.
  static Optional<Journal> tryOpen(Path state, String planId) {
    Path directory = state.resolve("journals").resolve(SafeName.of(planId));
    try {
      Files.createDirectories(directory);
      var channel =
          FileChannel.open(
              directory.resolve("alive"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        return Optional.of(new Journal(directory, channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw Refusal.of(directory.toString(), e);
    }
  }

  /// Deletes what an ended restore left of its journal; harmless when there is none.
  ///
  /// @return false where the restore has begun and not ended, or is being run
  static boolean discard(Path state, String planId) {
    if (!exists(state, planId)) {
      return true;
    }
    Optional<Journal> open = tryOpen(state, planId);
    if (open.isEmpty()) {
      return false;
    }
    try (Journal journal = open.get()) {
      if (Files.exists(journal.directory.resolve("begun"))) {
        return false;
      }
      for (String file : new String[] {"ended", "alive"}) {
        Files.deleteIfExists(journal.directory.resolve(file));
      }
      Files.deleteIfExists(journal.directory);
      return true;
    } catch (IOException e) {
      throw Refusal.of(state.toString(), e);
    }
  }

  static boolean exists(Path state, String planId) {
    return Files.isDirectory(state.resolve("journals").resolve(SafeName.of(planId)));
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /// The plan, once the restore has begun.
  Optional<PlanRecord> begun() {
    return read("begun", PlanRecord.class);
  }

  void begin(PlanRecord plan) {
    write("begun", plan);
  }

  boolean hasEnded() {
    return Files.exists(directory.resolve("ended"));
  }

  /// The target is at the goal.
  void end() {
    write("ended", Map.of("format", 1));
    forget();
  }

  /// The target is as it was before: a repetition begins anew.
  void forget() {
    try {
      Files.deleteIfExists(directory.resolve("begun"));
    } catch (IOException e) {
      throw Refusal.of(directory.toString(), e);
    }
  }

  private void write(String name, Object content) {
    try {
      Durable.write(directory.resolve(name), Json.write(content));
    } catch (IOException e) {
      throw Refusal.of(directory.toString(), e);
    }
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    Path file = directory.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(Files.readAllBytes(file), type, "Journal " + file))
          : Optional.empty();
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Refusal.of(directory.toString(), e);
    }
  }
}
