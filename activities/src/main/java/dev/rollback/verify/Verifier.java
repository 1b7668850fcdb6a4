package dev.rollback.verify;

import dev.rollback.activity.TestOrder;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.Retry;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.TestResult;
import dev.rollback.contract.Verdict;
import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import dev.rollback.layer.Progress;
import dev.rollback.layer.WorkStopped;
import dev.rollback.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs verification tests. A test that fails, or that cannot be decided, is a result and never an
/// exception; only what is decided and true has passed.
///
/// Thread-safe.
public final class Verifier {
  private static final int MOST_CONTENT = 64 << 20;
  private static final Duration PATTERN_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private final Timekeeper time;
  private final FileExistsRunner fileExists;
  private final FileAbsentRunner fileAbsent;
  private final FileContentRunner fileContent;
  private final FileModeRunner fileMode;
  private final GitCommitRunner gitCommit;
  private final ServiceStatusRunner serviceStatus;
  private final HealthCheckRunner healthCheck;
  private final TcpPortRunner tcpPort = new TcpPortRunner();
  private final CommandRunner command;

  /// @param roots outside which no file or repository is looked at
  /// @param programs what may be run besides git and systemctl
  /// @param secrets what requests may name
  public Verifier(AllowedRoots roots, NamedPrograms programs, Secrets secrets, Timekeeper time) {
    this.time = time;
    this.fileExists = new FileExistsRunner(roots);
    this.fileAbsent = new FileAbsentRunner(roots);
    this.fileContent = new FileContentRunner(roots, MOST_CONTENT, PATTERN_LIMIT);
    this.fileMode = new FileModeRunner(roots);
    this.gitCommit = new GitCommitRunner(roots, onPath("git"));
    this.serviceStatus =
        new ServiceStatusRunner(programs.services(), ServiceStatusRunner.systemctl());
    this.healthCheck = new HealthCheckRunner(ANSWER_LIMIT, secrets);
    this.command = new CommandRunner(programs.commands());
  }

  public TestResult run(TestOrder order) {
    return run(order, Progress.NONE);
  }

  /// Tries until the test passes, its retry time or the order's is over, or another try is of no
  /// use.
  ///
  /// @throws WorkStopped where `progress` says so, or the thread is interrupted
  public TestResult run(TestOrder order, Progress progress) {
    long start = time.nanos();
    var attempt = new Attempt(time, progress, Duration.ofSeconds(order.timeoutSeconds()));
    int attempts = 0;
    try {
      while (true) {
        attempts++;
        Finding finding = once(order, attempt);
        Duration elapsed = Duration.ofNanos(time.nanos() - start);
        Optional<Duration> pause = pause(order, finding, elapsed);
        if (pause.isEmpty()) {
          return result(order.test(), finding, elapsed, attempts);
        }
        attempt.sleep(pause.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkStopped("The test was interrupted.", e);
    }
  }

  /// How long to wait for the next try; empty when there is none.
  private static Optional<Duration> pause(TestOrder order, Finding finding, Duration elapsed) {
    Retry retry = order.test().retry();
    if (finding.last() || retry == null) {
      return Optional.empty();
    }
    Duration interval = seconds(retry.intervalOrDefault());
    Duration patience = seconds(Math.min(retry.timeout(), (double) order.timeoutSeconds()));
    return elapsed.plus(interval).compareTo(patience) <= 0
        ? Optional.of(interval)
        : Optional.empty();
  }

  private Finding once(TestOrder order, Attempt attempt) throws InterruptedException {
    try {
      attempt.pulse();
      return found(order, attempt);
    } catch (RollbackException e) {
      boolean lasting =
          e.type() == FailureType.PATH_NOT_ALLOWED || e.type() == FailureType.INVALID_REQUEST;
      return lasting ? Finding.undecidable(e.sentence()) : Finding.unknown(e.sentence());
    } catch (IOException e) {
      return Finding.unknown("It could not be told: %s.".formatted(e.getMessage()));
    }
  }

  private Finding found(TestOrder order, Attempt attempt) throws IOException, InterruptedException {
    return switch (order.test()) {
      case VerificationTest.FileExists test -> fileExists.run(test, attempt);
      case VerificationTest.FileAbsent test -> fileAbsent.run(test, attempt);
      case VerificationTest.FileContent test -> fileContent.run(test, attempt);
      case VerificationTest.FileMode test -> fileMode.run(test, attempt);
      case VerificationTest.GitCommit test -> gitCommit.run(inRepository(test, order), attempt);
      case VerificationTest.ServiceStatus test -> serviceStatus.run(test, attempt);
      case VerificationTest.HealthCheck test -> healthCheck.run(test, attempt);
      case VerificationTest.TcpPort test -> tcpPort.run(test, attempt);
      case VerificationTest.Command test -> command.run(test, attempt);
    };
  }

  private static VerificationTest.GitCommit inRepository(
      VerificationTest.GitCommit test, TestOrder order) {
    return test.repoPath() != null
        ? test
        : new VerificationTest.GitCommit(test.expectedCommit(), order.repoPath(), test.retry());
  }

  private static TestResult result(
      VerificationTest test, Finding finding, Duration elapsed, int attempts) {
    return new TestResult(
        test.kind(),
        finding.verdict() == Verdict.PASSED,
        finding.verdict(),
        finding.expected(),
        finding.actual(),
        finding.error(),
        elapsed.toMillis(),
        attempts,
        TestFields.of(test));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static Optional<Path> onPath(String program) {
    String path = System.getenv("PATH");
    return Stream.of((path == null ? "/usr/bin:/bin" : path).split(":", -1))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
