package dev.rollback.worker;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Temporal's own client settings, read as its other programs read them but strictly: what is named
/// must be there, and what is not understood is refused.
public final class TemporalSettings {
  private TemporalSettings() {}

  /// @param values environment and settings file together
  /// @throws SettingsException one sentence; the profile is never part of it, since it prints its
  /// key
  public static ClientConfigProfile load(Map<String, String> values) {
    String file = values.get("TEMPORAL_CONFIG_FILE");
    if (file != null && !Files.isReadable(Path.of(file))) {
      throw refused(
          "TEMPORAL_CONFIG_FILE names " + file + ", which cannot be read: check the path.");
    }
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder()
              .setConfigFileStrict(true)
              .setEnvOverrides(values)
              .build());
    } catch (IOException | RuntimeException e) {
      throw refused(
          "Temporal's settings cannot be used (%s): check TEMPORAL_* and temporal.toml."
              .formatted(e.getMessage()));
    }
  }

  private static SettingsException refused(String sentence) {
    return new SettingsException(List.of(sentence));
  }
}
