package dev.rollback.worker.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Ends our children when we die without a word, `kill -9` included: a small shell of its own waits
/// at a pipe that only we hold open, and interrupts every process given to it once the pipe closes.
///
/// The kernel's parent-death signal would not do: it comes with the end of the thread that started
/// the child, and exists on Linux alone.
final class Tether implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=
      while read -r pid; do pids="$pids $pid"; done
      for pid in $pids; do kill -INT "$pid" 2>/dev/null; done
      """;

  private final Process shell;

  private Tether(Process shell) {
    this.shell = shell;
  }

  static Tether start() {
    try {
      return new Tether(
          new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT, "rollback-tether"))
              .directory(new File("/"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new ProcessException("/bin/sh cannot be started: it guards the embedded servers.", e);
    }
  }

  /// From now on the process ends with us.
  void hold(long pid) {
    try {
      OutputStream pipe = shell.getOutputStream();
      pipe.write((pid + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      throw new ProcessException("The guard of the embedded servers ended: start again.", e);
    }
  }

  /// Lets go of all: they have been stopped in good order.
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
