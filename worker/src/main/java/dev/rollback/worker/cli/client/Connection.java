package dev.rollback.worker.cli.client;

import dev.rollback.worker.PayloadKeys;
import dev.rollback.worker.SettingsException;
import dev.rollback.worker.TemporalSettings;
import dev.rollback.worker.cli.Exit;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// A connection to Temporal that was tried before it is used: whoever has none learns it within
/// five seconds, and what to start.
final class Connection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String USUAL = "127.0.0.1:7233";
  private static final String ADVICE =
      "Start one with `./rollback dev`, or set TEMPORAL_ADDRESS (or --address, TEMPORAL_PROFILE)"
          + " to the one that runs.";

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String namespace;

  private Connection(WorkflowServiceStubs stubs, WorkflowClient client, String namespace) {
    this.stubs = stubs;
    this.client = client;
    this.namespace = namespace;
  }

  static Connection open(Address address) {
    ClientConfigProfile profile = settings(() -> TemporalSettings.load(address.environment()));
    String named = Objects.requireNonNullElse(profile.getAddress(), USUAL);
    if (Refusal.isCertain(named)) {
      throw silent(named);
    }
    WorkflowServiceStubsOptions options =
        WorkflowServiceStubsOptions.newBuilder(settings(() -> TemporalSettings.service(profile)))
            .setSystemInfoTimeout(PATIENCE)
            .validateAndBuildWithDefaults();
    WorkflowClientOptions clientOptions =
        WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
            .setIdentity(address.identity())
            .setDataConverter(converter(settings(() -> PayloadKeys.codecs(address.environment()))))
            .setWorkerHeartbeatInterval(Duration.ofSeconds(-1))
            .validateAndBuildWithDefaults();
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options);
    try {
      knock(stubs, options.getTarget(), clientOptions.getNamespace());
    } catch (WorkFailed e) {
      stubs.shutdownNow();
      throw e;
    }
    return new Connection(
        stubs, WorkflowClient.newInstance(stubs, clientOptions), clientOptions.getNamespace());
  }

  private static DataConverter converter(List<PayloadCodec> codecs) {
    DataConverter usual = DefaultDataConverter.newDefaultInstance();
    return codecs.isEmpty() ? usual : new CodecDataConverter(usual, codecs, true);
  }

  private static <T> T settings(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (SettingsException e) {
      throw new WorkFailed(
          Exit.USAGE, "InvalidSettings", String.join(" ", e.problems()), null, null);
    }
  }

  private static void knock(WorkflowServiceStubs stubs, String target, String namespace) {
    var answer = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                stubs
                    .blockingStub()
                    .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .describeNamespace(
                        DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
                answer.complete(true);
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    try {
      answer.get(PATIENCE.toMillis() + 300, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw silent(target);
    } catch (ExecutionException e) {
      refuse(Objects.requireNonNullElse(e.getCause(), e), target, namespace);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw silent(target);
    }
  }

  private static void refuse(Throwable thrown, String target, String namespace) {
    Status status =
        thrown instanceof StatusRuntimeException refusal
            ? refusal.getStatus()
            : Status.UNKNOWN.withDescription(thrown.getMessage());
    switch (status.getCode()) {
      case UNIMPLEMENTED -> {
        // The in-memory test server knows no namespaces: it answered, and that is what was asked.
      }
      case NOT_FOUND ->
          throw WorkFailed.unreachable(
              "Temporal at %s has no namespace %s.".formatted(target, namespace),
              "Set TEMPORAL_NAMESPACE or --namespace to one that it has.");
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          throw WorkFailed.unreachable(
              "Temporal at %s does not let us into namespace %s (%s)."
                  .formatted(target, namespace, status.getCode()),
              "Check TEMPORAL_API_KEY or the TLS certificate of the profile.");
      case UNAVAILABLE, DEADLINE_EXCEEDED -> throw silent(target);
      default ->
          throw WorkFailed.unreachable(
              "Temporal at %s answered %s: %s."
                  .formatted(target, status.getCode(), status.getDescription()),
              ADVICE);
    }
  }

  private static WorkFailed silent(String target) {
    return WorkFailed.unreachable("No Temporal answers at " + target + ".", ADVICE);
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  WorkflowClient client() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
