package dev.rollback.worker.process;

import dev.rollback.worker.PayloadKeys;
import dev.rollback.worker.Settings;
import dev.rollback.worker.SettingsException;
import dev.rollback.worker.SettingsReader;
import dev.rollback.worker.TemporalSettings;
import dev.rollback.worker.metrics.Metrics;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a worker is given by its environment and its settings file. It stands apart from
/// [WorkerCommand], so that showing a command's help loads nothing of Temporal's.
record WorkerInput(
    Settings settings,
    WorkflowServiceStubsOptions service,
    WorkflowClientOptions client,
    List<PayloadCodec> codecs) {

  /// @throws SettingsException that names all that is wrong with it at once
  static WorkerInput collected(Optional<Path> config) {
    Map<String, String> values = SettingsReader.collect(System.getenv(), config);
    List<String> problems = new ArrayList<>();
    Optional<Settings> settings = attempt(() -> SettingsReader.worker(values), problems);
    Optional<ClientConfigProfile> profile = attempt(() -> TemporalSettings.load(values), problems);
    Optional<List<PayloadCodec>> codecs = attempt(() -> PayloadKeys.codecs(values), problems);
    if (settings.isEmpty() || profile.isEmpty() || codecs.isEmpty()) {
      throw new SettingsException(problems);
    }
    WorkflowClientOptions client =
        profile.get().toWorkflowClientOptions().toBuilder()
            .setIdentity("rollback-worker@" + settings.get().host())
            .build();
    return new WorkerInput(
        settings.get(), TemporalSettings.service(profile.get()), client, codecs.get());
  }

  /// The connection, with what passes over it measured.
  WorkflowServiceStubsOptions measuredBy(Metrics metrics) {
    return WorkflowServiceStubsOptions.newBuilder(service).setMetricsScope(metrics.scope()).build();
  }

  private static <T> Optional<T> attempt(Supplier<T> reading, List<String> problems) {
    try {
      return Optional.of(reading.get());
    } catch (SettingsException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }
}
