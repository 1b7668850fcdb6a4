package dev.rollback.verify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A command that a test may run by its name.
///
/// @param argv the program, absolute, and its own arguments
/// @param args what a request may append; null for nothing
/// @param directory where it runs; `/` by default
/// @param timeout seconds, 1 to 3600; default 30
/// @param environment all that it sees beside `PATH` and `LC_ALL`
public record NamedCommand(
    List<String> argv,
    @Nullable Arguments args,
    String directory,
    long timeout,
    Map<String, String> environment) {

  /// @throws IllegalArgumentException with a clause that says what is wrong
  public NamedCommand {
    argv = program("argv", argv);
    environment = Map.copyOf(environment);
    require(Path.of(directory).isAbsolute(), "directory must be absolute");
    require(timeout >= 1 && timeout <= 3600, "timeout must be from 1 to 3600 seconds");
    require(
        environment.keySet().stream().allMatch(name -> name.matches("[A-Za-z_][A-Za-z0-9_]*")),
        "environment names must be of A-Z a-z 0-9 _");
  }

  /// As the file gives it; what may be left out is null.
  @JsonCreator
  static NamedCommand of(
      @JsonProperty("argv") @Nullable List<String> argv,
      @JsonProperty("args") @Nullable Arguments args,
      @JsonProperty("directory") @Nullable String directory,
      @JsonProperty("timeout") @Nullable Long timeout,
      @JsonProperty("environment") @Nullable Map<String, String> environment) {
    return new NamedCommand(
        argv == null ? List.of() : argv,
        args,
        directory == null ? "/" : directory,
        timeout == null ? 30 : timeout,
        environment == null ? Map.of() : environment);
  }

  /// What a request may append to a command.
  ///
  /// @param max how many arguments
  /// @param pattern a regular expression that each must match as a whole
  public record Arguments(int max, Pattern pattern) {
    @JsonCreator
    public Arguments(
        @JsonProperty("max") @Nullable Integer max,
        @JsonProperty("pattern") @Nullable String pattern) {
      this(count(max), compiled(pattern));
    }

    private static int count(@Nullable Integer max) {
      require(max != null && max >= 1 && max <= 100, "args.max must be from 1 to 100");
      return max == null ? 0 : max;
    }

    private static Pattern compiled(@Nullable String pattern) {
      require(pattern != null, "args.pattern is missing");
      try {
        return Pattern.compile(pattern == null ? "" : pattern);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException("args.pattern is not a regular expression", e);
      }
    }
  }

  static List<String> program(String field, List<String> words) {
    require(!words.isEmpty(), field + " is missing or empty");
    List<String> program = List.copyOf(words);
    require(Path.of(program.getFirst()).isAbsolute(), field + " must begin with an absolute path");
    return program;
  }

  static void require(boolean condition, String why) {
    if (!condition) {
      throw new IllegalArgumentException(why);
    }
  }
}
