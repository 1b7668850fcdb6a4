package dev.rollback.worker.process;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import dev.rollback.workflow.RequestDataConverter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// A client of a Temporal server and one of its namespaces.
final class TemporalConnection implements AutoCloseable {
  private static final Duration ONE_ANSWER = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String address;

  private TemporalConnection(WorkflowServiceStubs stubs, WorkflowClient client, String address) {
    this.stubs = stubs;
    this.client = client;
    this.address = address;
  }

  /// Opens a connection; nothing is asked yet. Requests are read strictly over it.
  ///
  /// @param codecs what payloads pass through
  static TemporalConnection open(
      WorkflowServiceStubsOptions service,
      WorkflowClientOptions options,
      List<PayloadCodec> codecs) {
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(service);
    String address = stubs.getOptions().getTarget();
    WorkflowClientOptions strict =
        options.toBuilder()
            .setDataConverter(new RequestDataConverter(codecs))
            .setWorkerHeartbeatInterval(Duration.ofSeconds(-1))
            .build();
    return new TemporalConnection(stubs, WorkflowClient.newInstance(stubs, strict), address);
  }

  static TemporalConnection open(String address, String namespace) {
    return open(address, namespace, List.of(), new NoopScope());
  }

  /// @param scope is told what passes over the connection
  static TemporalConnection open(
      String address, String namespace, List<PayloadCodec> codecs, Scope scope) {
    return open(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).setMetricsScope(scope).build(),
        WorkflowClientOptions.newBuilder().setNamespace(namespace).build(),
        codecs);
  }

  WorkflowClient client() {
    return client;
  }

  String address() {
    return address;
  }

  String namespace() {
    return client.getOptions().getNamespace();
  }

  /// Waits until the namespace answers.
  ///
  /// @param alive asked between attempts; throws where waiting is in vain
  /// @throws ProcessException what stands against it when the time is over
  void awaitNamespace(Duration limit, Runnable alive) {
    Instant deadline = Instant.now().plus(limit);
    while (true) {
      try {
        describeNamespace();
        return;
      } catch (StatusRuntimeException e) {
        alive.run();
        if (Instant.now().isAfter(deadline) || isFinal(e.getStatus().getCode())) {
          throw new ProcessException(sentence(e.getStatus()), e);
        }
      }
      pause();
    }
  }

  /// Whether the server answers for the namespace now.
  boolean answers() {
    try {
      describeNamespace();
      return true;
    } catch (StatusRuntimeException _) {
      return false;
    }
  }

  /// The names of the namespace's own search attributes: aliases where its visibility is in SQL,
  /// and the cluster's names elsewhere.
  Set<String> searchAttributes() {
    Set<String> names =
        new TreeSet<>(
            describeNamespace().getConfig().getCustomSearchAttributeAliasesMap().values());
    if (names.isEmpty()) {
      names.addAll(
          service()
              .getSearchAttributes(GetSearchAttributesRequest.getDefaultInstance())
              .getKeysMap()
              .keySet());
    }
    return names;
  }

  private DescribeNamespaceResponse describeNamespace() {
    return service()
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace()).build());
  }

  private WorkflowServiceBlockingStub service() {
    return stubs.blockingStub().withDeadlineAfter(ONE_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean isFinal(Status.Code code) {
    return code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED;
  }

  private String sentence(Status status) {
    return switch (status.getCode()) {
      case NOT_FOUND ->
          "Temporal at %s has no namespace %s: create it, or set TEMPORAL_NAMESPACE."
              .formatted(address, namespace());
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          "Temporal at %s does not let us into namespace %s: check TEMPORAL_API_KEY and TEMPORAL_TLS_*."
              .formatted(address, namespace());
      default ->
          "Temporal at %s does not answer (%s): start it, or set TEMPORAL_ADDRESS."
              .formatted(address, status.getCode());
    };
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException("Interrupted while waiting for Temporal.", e);
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(2, TimeUnit.SECONDS);
  }
}
