package dev.rollback.worker.process;

import dev.rollback.workflow.SearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.concurrent.TimeUnit;

/// What our workflows are found by in Temporal, registered on an embedded server. On a given
/// cluster its operator registers them.
final class SearchAttributeRegistration {
  private SearchAttributeRegistration() {}

  /// Harmless where they are registered already.
  static void register(String address, String namespace) {
    OperatorServiceStubs stubs =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(address)
                .validateAndBuildWithDefaults());
    try {
      SearchAttributes.all().forEach(key -> register(stubs, namespace, key.getName()));
    } finally {
      stubs.shutdownNow();
      stubs.awaitTermination(1, TimeUnit.SECONDS);
    }
  }

  private static void register(OperatorServiceStubs stubs, String namespace, String name) {
    try {
      stubs
          .blockingStub()
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                  .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw new ProcessException(
            "The search attribute %s cannot be registered (%s)."
                .formatted(name, e.getStatus().getCode()),
            e);
      }
    }
  }
}
