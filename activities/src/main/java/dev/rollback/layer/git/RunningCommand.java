package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.layer.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One child process: input fed, output and errors drained at the same time, the work reported
/// about each second, its whole tree ended when it takes too long or is no longer wanted.
final class RunningCommand {
  private static final int MOST_ERRORS = 64 * 1024;

  /// The death signal follows the thread that started the child, so one that never ends starts all.
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("git-starter").factory());

  private final Process process;
  private final long deadline;
  private final Duration limit;
  private final Progress progress;
  private final CompletableFuture<byte[]> output;
  private final CompletableFuture<byte[]> errors;

  /// Takes a command's output as it comes.
  interface Reader {
    /// All of it, in memory.
    Reader OF_ALL = InputStream::readAllBytes;

    byte[] read(InputStream output) throws IOException;
  }

  RunningCommand(
      ProcessBuilder builder, byte[] input, Reader reader, Duration limit, Progress progress)
      throws IOException {
    this.process = start(builder);
    this.limit = limit;
    this.deadline = System.nanoTime() + limit.toNanos();
    this.progress = progress;
    this.output = drain(process.getInputStream(), reader);
    this.errors = drain(process.getErrorStream(), RunningCommand::beginning);
    feed(input);
  }

  Output await() throws IOException {
    try {
      long nextReport = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        if (now > deadline) {
          throw Refusal.of(
              FailureType.TIMEOUT,
              "git took longer than %d s and was ended. Look at the repository's disk, or raise the"
                  + " limit.",
              limit.toSeconds());
        }
        if (now > nextReport) {
          progress.report("git", 0, 0);
          nextReport = now + TimeUnit.SECONDS.toNanos(1);
        }
      }
      return new Output(
          process.exitValue(), output.get(), new String(errors.get(), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while git ran", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RollbackException refusal) {
        throw refusal;
      }
      throw new IOException("git's output could not be read", e);
    } finally {
      end();
    }
  }

  private void end() {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private void feed(byte[] input) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (OutputStream to = process.getOutputStream()) {
                to.write(input);
              } catch (IOException _) {
                // The command ended without reading all of it; its exit code tells.
              }
            });
  }

  private static Process start(ProcessBuilder builder) throws IOException {
    try {
      return STARTER.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while git started", e);
    }
  }

  private static CompletableFuture<byte[]> drain(InputStream from, Reader reader) {
    var read = new CompletableFuture<byte[]>();
    Thread.ofVirtual()
        .start(
            () -> {
              // Closed also after a failure, so that the command does not wait for a reader.
              try (from) {
                read.complete(reader.read(from));
              } catch (IOException | RuntimeException | Error e) {
                read.completeExceptionally(e);
              }
            });
    return read;
  }

  private static byte[] beginning(InputStream from) throws IOException {
    var kept = new ByteArrayOutputStream();
    var buffer = new byte[64 * 1024];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      kept.write(buffer, 0, Math.min(count, MOST_ERRORS - kept.size()));
    }
    return kept.toByteArray();
  }
}
