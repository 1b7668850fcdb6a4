package dev.rollback.worker.cli.client;

import dev.rollback.worker.cli.Exit;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Temporal's own client settings, read strictly: a named file or profile must be there, and an
/// unknown key is refused.
final class Profiles {
  private Profiles() {}

  /// The profile prints its API key when it is turned into text: never show it.
  static ClientConfigProfile load(Map<String, String> environment) {
    String file = environment.get("TEMPORAL_CONFIG_FILE");
    if (file != null && !Files.isReadable(Path.of(file))) {
      throw refused("TEMPORAL_CONFIG_FILE names %s, which cannot be read.".formatted(file));
    }
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder()
              .setConfigFileStrict(true)
              .setEnvOverrides(environment)
              .build());
    } catch (IOException | RuntimeException e) {
      throw unusable(e);
    }
  }

  /// The connection that a profile describes; reads its certificates.
  static WorkflowServiceStubsOptions stubs(ClientConfigProfile profile) {
    try {
      return profile.toWorkflowServiceStubsOptions();
    } catch (RuntimeException e) {
      throw unusable(e);
    }
  }

  private static WorkFailed unusable(Exception e) {
    String told = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return refused(
        "Temporal's settings cannot be used: %s."
            .formatted(told.replaceFirst(" \\(class [^)]*\\), not marked as ignorable", "")));
  }

  private static WorkFailed refused(String sentence) {
    return new WorkFailed(
        Exit.USAGE,
        "InvalidSettings",
        sentence,
        "Check TEMPORAL_* in the environment and the profile in temporal.toml.",
        null);
  }
}
