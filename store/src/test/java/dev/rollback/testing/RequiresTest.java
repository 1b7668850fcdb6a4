package dev.rollback.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

final class RequiresTest {
  private static final String TEST = "[test:any]";

  @Test
  void aTestRunsWhereEveryComponentIsPresent() {
    var condition = new RequiresCondition(_ -> true, false);

    assertThat(condition.decide(TEST, Component.GIT, Component.ROOT).isDisabled()).isFalse();
  }

  @Test
  void aTestIsSkippedByNameWhereAComponentIsMissing() {
    var condition = new RequiresCondition(component -> component != Component.ROOT, false);

    var decision = condition.decide(TEST, Component.GIT, Component.ROOT);

    assertThat(decision.isDisabled()).isTrue();
    assertThat(decision.getReason()).contains("This machine lacks ROOT (user root).");
  }

  @Test
  void aMissingComponentFailsTheTestWhereEveryOneIsDemanded() {
    var condition = new RequiresCondition(component -> component != Component.ROOT, true);

    assertThatThrownBy(() -> condition.decide(TEST, Component.ROOT))
        .hasMessageContaining("ROOT")
        .hasMessageContaining("ROLLBACK_REQUIRE=all");
  }

  @Test
  void theClosingListCountsEveryTestThatAMissingComponentKeptFromRunning(@TempDir Path directory)
      throws IOException {
    Path list = directory.resolve("missing-components");

    run(NeedsTemporal.class, list);

    assertThat(Files.readAllLines(list))
        .containsExactly("TEMPORAL\t2\t" + Component.TEMPORAL.description());
  }

  @Test
  void aTestThatDidNotRunForAnotherReasonIsListedWithIt(@TempDir Path directory)
      throws IOException {
    Path list = directory.resolve("missing-components");

    run(GivesUp.class, list);

    assertThat(Files.readAllLines(list))
        .singleElement()
        .asString()
        .startsWith("other\t1\t")
        .contains("not on a Tuesday");
  }

  @Test
  void theClosingListIsEmptyWhereNothingWasMissing(@TempDir Path directory) throws IOException {
    Path list = Files.writeString(directory.resolve("missing-components"), "left by an older run");

    run(NeedsNothing.class, list);

    assertThat(list).isEmptyFile();
  }

  private static void run(Class<?> tests, Path list) {
    var configuration =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestExecutionListeners(new MissingComponents(list))
            .build();
    var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    LauncherFactory.create(configuration).execute(request);
  }

  /// Stands for a machine without Temporal.
  static final class WithoutTemporal implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return new RequiresCondition(component -> component != Component.TEMPORAL, false)
          .decide(context.getUniqueId(), Component.TEMPORAL);
    }
  }

  @ExtendWith(WithoutTemporal.class)
  static final class NeedsTemporal {
    @Test
    void one() {}

    @Test
    void other() {}
  }

  static final class NeedsNothing {
    @Test
    void runs() {}
  }

  static final class GivesUp {
    @Test
    void onTuesdays() {
      Assumptions.abort("not on a Tuesday");
    }
  }
}
