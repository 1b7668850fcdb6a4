package dev.rollback.workflow;

import dev.rollback.activity.TestOrder;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.SnapshotHandle;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.TestResult;
import dev.rollback.contract.Verdict;
import dev.rollback.contract.VerificationResults;
import dev.rollback.contract.VerificationTest;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs all tests side by side; one that fails hides no other.
final class Verification {
  private static final long DEFAULT_SECONDS = 300;

  private Verification() {}

  static VerificationResults run(ExecuteRollbackRequest request, List<SnapshotHandle> handles) {
    String host = handles.getFirst().host();
    String repoPath = repoPath(handles);
    long seconds = Objects.requireNonNullElse(request.verificationTimeout(), DEFAULT_SECONDS);
    List<VerificationTest> tests = request.tests();
    List<@Nullable TestResult> results = new ArrayList<>(Collections.nCopies(tests.size(), null));
    List<Promise<Void>> running = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      int at = i;
      var order = new TestOrder(tests.get(i), repoPath, seconds);
      running.add(Async.procedure(() -> results.set(at, one(order, host))));
    }
    Outcomes.awaitAll(running);
    return VerificationResults.of(results.stream().map(Objects::requireNonNull).toList());
  }

  /// The snapshot's repository, where it has exactly one.
  private static @Nullable String repoPath(List<SnapshotHandle> handles) {
    List<String> paths =
        handles.stream()
            .map(SnapshotHandle::spec)
            .filter(SnapshotSpec.GitCommit.class::isInstance)
            .map(spec -> ((SnapshotSpec.GitCommit) spec).repoPath())
            .distinct()
            .toList();
    return paths.size() == 1 ? paths.getFirst() : null;
  }

  private static TestResult one(TestOrder order, String host) {
    String kind = order.test().kind();
    var terms =
        Terms.looking(host, Duration.ofSeconds(order.timeoutSeconds() + 60), "Test " + kind);
    try {
      return LayerStubs.verification(terms).runTest(order);
    } catch (ActivityFailure failure) {
      if (Outcomes.isCancel(failure)) {
        throw failure;
      }
      String why = Failures.translate(failure).sentence();
      return new TestResult(kind, false, Verdict.UNKNOWN, null, null, why, 0, 0, Map.of());
    }
  }
}
