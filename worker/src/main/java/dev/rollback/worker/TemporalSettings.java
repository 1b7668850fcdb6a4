package dev.rollback.worker;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Temporal's own client settings, read by Temporal's own reader but strictly: what is named must
/// be there, and what is not understood is refused. A settings file that says nothing has no
/// profile.
///
/// No sentence shows a value, which may be an API key.
public final class TemporalSettings {
  private static final byte[] NO_PROFILE = "[profile]\n".getBytes(StandardCharsets.UTF_8);

  private TemporalSettings() {}

  /// The profile that is meant. It prints its API key when it is turned into text: never show it.
  ///
  /// @param values environment and settings file together
  /// @throws SettingsException one sentence
  public static ClientConfigProfile load(Map<String, String> values) {
    String file = values.get("TEMPORAL_CONFIG_FILE");
    if (file != null && !Files.isReadable(Path.of(file))) {
      throw refused(
          "TEMPORAL_CONFIG_FILE names " + file + ", which cannot be read: check the path.");
    }
    var options =
        LoadClientConfigProfileOptions.newBuilder()
            .setConfigFileStrict(true)
            .setEnvOverrides(values);
    try {
      return loaded(options);
    } catch (IOException | RuntimeException e) {
      throw unusable(e);
    }
  }

  /// The reader stumbles over a file without any profile, such as an empty one.
  private static ClientConfigProfile loaded(LoadClientConfigProfileOptions.Builder options)
      throws IOException {
    try {
      return ClientConfigProfile.load(options.build());
    } catch (NullPointerException _) {
      return ClientConfigProfile.load(options.setConfigFileData(NO_PROFILE).build());
    }
  }

  /// The connection that a profile describes; reads its certificates.
  ///
  /// @throws SettingsException one sentence
  public static WorkflowServiceStubsOptions service(ClientConfigProfile profile) {
    try {
      return profile.toWorkflowServiceStubsOptions();
    } catch (RuntimeException e) {
      throw unusable(e);
    }
  }

  private static SettingsException unusable(Exception e) {
    return refused(
        "Temporal's settings cannot be used (%s): check TEMPORAL_* and temporal.toml."
            .formatted(told(e)));
  }

  private static String told(Exception e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "there is no key \"%s\" in %s".formatted(unknown.getPropertyName(), table(unknown));
      case JsonMappingException wrong -> "%s is not of the right kind".formatted(key(wrong));
      case JsonProcessingException broken -> "%s, %s".formatted(at(broken), reason(broken));
      default -> reason(e);
    };
  }

  private static String table(UnrecognizedPropertyException unknown) {
    List<JsonMappingException.Reference> path = unknown.getPath();
    return path.size() < 2 ? "the file" : "[" + joined(path.subList(0, path.size() - 1)) + "]";
  }

  private static String key(JsonMappingException wrong) {
    return wrong.getPath().isEmpty() ? "the file" : joined(wrong.getPath());
  }

  private static String joined(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(step -> String.valueOf(step.getFieldName()))
        .collect(Collectors.joining("."));
  }

  private static String at(JsonProcessingException broken) {
    JsonLocation location = broken.getLocation();
    return location == null
        ? "the file is not TOML"
        : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String reason(Exception e) {
    String message =
        e instanceof JsonProcessingException broken ? broken.getOriginalMessage() : e.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("no reason given");
  }

  private static SettingsException refused(String sentence) {
    return new SettingsException(List.of(sentence));
  }
}
