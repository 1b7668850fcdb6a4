package dev.rollback.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.activity.TestOrder;
import dev.rollback.activity.VerificationActivities;
import dev.rollback.contract.Retry;
import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import dev.rollback.secret.Secrets;
import dev.rollback.verify.NamedPrograms;
import dev.rollback.verify.Timekeeper;
import dev.rollback.verify.Verifier;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class VerificationAdapterTest {
  @TempDir private Path directory = Path.of("");

  @Test
  @Timeout(60)
  void aTestThatIsTriedForLongHeartbeatsAndEndsWhenItIsCancelled() {
    var beats = new AtomicInteger();
    var verifier =
        new Verifier(
            AllowedRoots.of(List.of(directory)),
            NamedPrograms.NONE,
            Secrets.NONE,
            Timekeeper.SYSTEM);
    var never =
        new VerificationTest.FileExists(
            directory.resolve("never").toString(), new Retry(3600.0, 0.1));
    TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    try {
      environment.registerActivitiesImplementations(new VerificationAdapter(verifier::run));
      environment.setActivityHeartbeatListener(
          HeartbeatProgress.Beat.class,
          _ -> {
            if (beats.incrementAndGet() == 2) {
              environment.requestCancelActivity();
            }
          });
      VerificationActivities activities = environment.newActivityStub(VerificationActivities.class);

      assertThatThrownBy(() -> activities.runTest(new TestOrder(never, null, 3600)))
          .isInstanceOf(CanceledFailure.class);
    } finally {
      environment.close();
    }
    assertThat(beats.get()).isGreaterThanOrEqualTo(2);
  }
}
