package dev.rollback.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.activity.TestOrder;
import dev.rollback.contract.Retry;
import dev.rollback.contract.TestResult;
import dev.rollback.contract.Verdict;
import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import dev.rollback.layer.WorkStopped;
import dev.rollback.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifierTest {
  private static final Secrets SECRETS = new Secrets(Map.of("TOKEN", "s3cret"), List.of());

  @TempDir Path directory = Path.of("unset");

  @Test
  void aTestThatPassesIsRunOnce() throws IOException {
    TestResult result = run(new JumpingTime(() -> {}), exists(file("there"), 60.0));

    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.passed()).isTrue();
    assertThat(result.attempts()).isEqualTo(1);
  }

  @Test
  void aTestIsTriedUntilItPasses() {
    Path path = directory.resolve("late");
    var time = new JumpingTime(() -> createAfterThreeCalls(path));

    TestResult result = run(time, exists(path, 60.0));

    assertThat(result.passed()).isTrue();
    assertThat(result.attempts()).isEqualTo(4);
    assertThat(result.durationMs()).isEqualTo(6000);
  }

  private int calls;

  private void createAfterThreeCalls(Path path) {
    calls++;
    if (calls == 6) { // each wait of two seconds is two sleeps
      try {
        Files.createFile(path);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aTestIsGivenUpWhenItsTimeIsOver() {
    var time = new JumpingTime(() -> {});

    TestResult result = run(time, exists(directory.resolve("never"), 5.0));

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.attempts()).isEqualTo(3);
    assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(4).toNanos());
  }

  @Test
  void theOrderEndsWhatTheRetryWouldGoOnWith() {
    var time = new JumpingTime(() -> {});

    TestResult result =
        verifier(time).run(new TestOrder(exists(directory.resolve("never"), 3600.0), null, 7));

    assertThat(result.attempts()).isEqualTo(4);
  }

  @Test
  void whatCannotBeDecidedIsNotTriedAgainAndHasNotPassed() {
    TestResult result = run(new JumpingTime(() -> {}), exists(Path.of("/etc/passwd"), 60.0));

    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.passed()).isFalse();
    assertThat(result.attempts()).isEqualTo(1);
    assertThat(result.error()).contains("ROLLBACK_ALLOWED_ROOTS");
  }

  @Test
  void aResultRepeatsTheTestsOwnFieldsAsTheyTravel() {
    TestResult result =
        run(
            new JumpingTime(() -> {}),
            new VerificationTest.HealthCheck(
                "http://ada:s3cret${env:MORE}@127.0.0.1/x", 204, false, null));

    assertThat(result.test()).isEqualTo("health_check");
    assertThat(result.fields())
        .containsEntry("expected_status", 204)
        .containsEntry("follow_redirects", false)
        .containsEntry("url", "http://***@127.0.0.1/x")
        .doesNotContainKey("type");
    assertThat(result.toString()).doesNotContain("s3cret");
  }

  @Test
  void progressThatStopsEndsTheWait() {
    var order = new TestOrder(exists(directory.resolve("never"), 60.0), null, 60);

    assertThatThrownBy(
            () ->
                verifier(new JumpingTime(() -> {}))
                    .run(
                        order,
                        (_, _, _, _) -> {
                          throw new WorkStopped("cancelled", new IllegalStateException());
                        }))
        .isInstanceOf(WorkStopped.class);
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> run(new JumpingTime(() -> {}), exists(directory.resolve("never"), 60.0)))
        .isInstanceOf(WorkStopped.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aResultRepeatsTheReferenceAndNeverTheSecret() {
    var test =
        new VerificationTest.HealthCheck(
            "http://127.0.0.1:1/?token=${env:TOKEN}", 200, null, new Retry(1.0, 0.5));

    TestResult result = run(Timekeeper.SYSTEM, test);

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.fields()).containsEntry("url", "http://127.0.0.1:1/?token=${env:TOKEN}");
    assertThat(result.toString()).doesNotContain("s3cret");
  }

  @Test
  void aSecretThatMayNotBeNamedLeavesTheTestUndecidedAtOnce() {
    var test =
        new VerificationTest.HealthCheck(
            "http://127.0.0.1:1/${env:HOME}", 200, null, new Retry(60.0, 2.0));

    TestResult result = run(new JumpingTime(() -> {}), test);

    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.attempts()).isEqualTo(1);
    assertThat(result.error()).contains("env:HOME", "ROLLBACK_SECRETS");
  }

  private Path file(String name) throws IOException {
    return Files.createFile(directory.resolve(name));
  }

  private static VerificationTest exists(Path path, double patience) {
    return new VerificationTest.FileExists(path.toString(), new Retry(patience, 2.0));
  }

  private TestResult run(Timekeeper time, VerificationTest test) {
    return verifier(time).run(new TestOrder(test, null, 300));
  }

  private Verifier verifier(Timekeeper time) {
    return new Verifier(AllowedRoots.of(List.of(directory)), NamedPrograms.NONE, SECRETS, time);
  }
}
