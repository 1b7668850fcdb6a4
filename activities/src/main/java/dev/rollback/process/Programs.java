package dev.rollback.process;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Runs programs to their end.
public final class Programs {
  private static final long PULSE = TimeUnit.SECONDS.toNanos(1);

  private Programs() {}

  /// The program reads nothing. Whatever ends this method, the program and its children are ended.
  ///
  /// @param pulse called about each second; what it throws ends the program and is thrown
  /// @throws IOException where the program cannot be started
  public static ProgramEnd run(ProgramCall call, Runnable pulse)
      throws IOException, InterruptedException {
    Process process = started(call);
    var output = new Drain(process.getInputStream(), call.mostOutput());
    try {
      if (!ends(process, System.nanoTime() + call.limit().toNanos(), pulse)) {
        end(process);
        return new ProgramEnd.Overdue(output.text());
      }
      return new ProgramEnd.Exited(process.exitValue(), output.text(), output.cut());
    } finally {
      end(process);
    }
  }

  private static Process started(ProgramCall call) throws IOException {
    var builder =
        new ProcessBuilder(call.words())
            .directory(call.directory().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(call.environment());
    return builder.start();
  }

  private static boolean ends(Process process, long deadline, Runnable pulse)
      throws InterruptedException {
    while (true) {
      long left = deadline - System.nanoTime();
      if (process.waitFor(Math.max(0, Math.min(left, PULSE)), TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (left <= 0) {
        return false;
      }
      pulse.run();
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// Reads all, so that the program never waits for a reader, and keeps the first bytes.
  private static final class Drain {
    private static final long LAST_WORDS = TimeUnit.SECONDS.toMillis(1);

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread;
    private boolean cut;

    Drain(InputStream from, int most) {
      thread = Thread.ofVirtual().start(() -> read(from, most));
    }

    private void read(InputStream from, int most) {
      var buffer = new byte[8192];
      try (from) {
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
          keep(buffer, count, most);
        }
      } catch (IOException _) {
        // The program was ended; what it said until then is kept.
      }
    }

    private synchronized void keep(byte[] buffer, int count, int most) {
      int room = Math.min(count, most - kept.size());
      kept.write(buffer, 0, room);
      cut |= room < count;
    }

    /// Waits a moment for the end of the output: a grandchild may keep it open for ever.
    String text() throws InterruptedException {
      thread.join(LAST_WORDS);
      synchronized (this) {
        return kept.toString(StandardCharsets.UTF_8);
      }
    }

    synchronized boolean cut() {
      return cut;
    }
  }
}
