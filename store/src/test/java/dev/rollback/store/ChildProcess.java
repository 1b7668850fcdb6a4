package dev.rollback.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program of these tests in a Java process of its own, spoken to line by line.
public final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final Writer input;

  private ChildProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
    this.input = process.outputWriter();
  }

  public static ChildProcess start(Class<?> program, List<String> jvmFlags, Object... arguments)
      throws IOException {
    return start(program.getName(), jvmFlags, arguments);
  }

  /// As [#start(Class, List, Object...)], for a program that is not of these tests.
  public static ChildProcess start(String program, List<String> jvmFlags, Object... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ChildProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// Waits for the next line that the program prints; null when it has ended.
  public @Nullable String line() throws IOException {
    return output.readLine();
  }

  public void say(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  /// Lets the program read the end of its input.
  public void endInput() throws IOException {
    input.close();
  }

  /// Ends the process as `kill -9` does, and waits until it is gone. What it printed can be read
  /// still.
  public void kill() throws IOException {
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  public int awaitEnd() throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    kill();
  }
}
