package dev.rollback.verify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to tell whether a service runs on a host without systemd; exactly one way is given.
///
/// @param command the service runs when this exits with 0
/// @param pidFile the service runs when the process of this file's number does
/// @param timeout seconds that the command may take, 1 to 3600; default 10
public record NamedService(@Nullable List<String> command, @Nullable String pidFile, long timeout) {

  /// @throws IllegalArgumentException with a clause that says what is wrong
  public NamedService {
    NamedCommand.require(
        (command == null) != (pidFile == null), "give one of command and pid_file");
    NamedCommand.require(
        pidFile == null || Path.of(pidFile).isAbsolute(), "pid_file must be absolute");
    NamedCommand.require(timeout >= 1 && timeout <= 3600, "timeout must be from 1 to 3600 seconds");
    command = command == null ? null : NamedCommand.program("command", command);
  }

  /// As the file gives it; what may be left out is null.
  @JsonCreator
  static NamedService of(
      @JsonProperty("command") @Nullable List<String> command,
      @JsonProperty("pid_file") @Nullable String pidFile,
      @JsonProperty("timeout") @Nullable Long timeout) {
    return new NamedService(command, pidFile, timeout == null ? 10 : timeout);
  }
}
