package dev.rollback.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The programs that tests may run, as the file of `ROLLBACK_COMMANDS` names them. A request names
/// an entry; it never names a program.
///
/// @param commands for tests of kind `command`
/// @param services how to tell whether a service runs, where systemd is not to be asked
public record NamedPrograms(
    Map<String, NamedCommand> commands, Map<String, NamedService> services) {
  /// The setting that names the file, for sentences.
  public static final String SETTING = "ROLLBACK_COMMANDS";

  public static final NamedPrograms NONE = new NamedPrograms(Map.of(), Map.of());

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  public NamedPrograms(
      @JsonProperty("commands") @Nullable Map<String, NamedCommand> commands,
      @JsonProperty("services") @Nullable Map<String, NamedService> services) {
    this.commands = commands == null ? Map.of() : Map.copyOf(commands);
    this.services = services == null ? Map.of() : Map.copyOf(services);
  }

  /// Reads a YAML file, strictly.
  ///
  /// @throws RollbackException `InvalidRequest`, naming the entry and what is wrong with it;
  ///     `PermissionDenied` where others than its owner may write the file
  public static NamedPrograms read(Path file) {
    try {
      requireOnlyOwnerWrites(file);
      NamedPrograms programs = MAPPER.readValue(Files.readString(file), NamedPrograms.class);
      return programs == null ? NONE : programs;
    } catch (JsonProcessingException e) {
      throw invalid(file, problem(e), e);
    } catch (IOException e) {
      throw invalid(file, "it cannot be read", e);
    }
  }

  private static void requireOnlyOwnerWrites(Path file) throws IOException {
    var permissions = Files.getPosixFilePermissions(file, new LinkOption[0]);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
      throw new RollbackException(
          FailureType.PERMISSION_DENIED,
          "%s names %s, which others than its owner may write, and so run any program. Run chmod go-w on it."
              .formatted(SETTING, file));
    }
  }

  private static String problem(JsonProcessingException error) {
    Optional<String> own = ownSentence(error);
    String where =
        error.getLocation() == null ? "" : "line %d: ".formatted(error.getLocation().getLineNr());
    return where + own.orElseGet(() -> error.getOriginalMessage().lines().findFirst().orElse(""));
  }

  private static Optional<String> ownSentence(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException) {
        return Optional.ofNullable(cause.getMessage());
      }
    }
    return Optional.empty();
  }

  private static RollbackException invalid(Path file, String why, Throwable cause) {
    return new RollbackException(
        FailureType.INVALID_REQUEST,
        "%s names %s, which cannot be used: %s.".formatted(SETTING, file, why),
        cause);
  }
}
