package dev.rollback.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final int SCREEN = 46;
  private static final int WIDTH = 80;

  @TempDir Path temporary;
  @TempDir Path programs;

  @Test
  @Requires({Component.GIT, Component.TEMPORAL, Component.POSTGRES})
  void tellsTheStoryOnOneScreenAndLeavesNothing() throws Exception {
    try (Child demo = Child.start(temporary, Child.environment(), "demo", "--offline")) {
      assertThat(demo.exit()).as(demo.errors()).isZero();
      assertThat(demo.errors()).isEmpty();
      assertThat(demo.out().lines().toList())
          .hasSizeLessThanOrEqualTo(SCREEN)
          .allMatch(line -> line.length() <= WIDTH)
          .anyMatch(line -> line.contains("as they were"))
          .anyMatch(line -> line.contains("all the damage are there again"));
    }
    assertThatNothingIsLeft();
  }

  @Test
  @Requires({Component.GIT, Component.POSTGRES})
  void needsNoTemporalProgram() throws Exception {
    Map<String, String> environment =
        Child.environmentWith(programs, "git", "sh", "unshare", "setpriv", "true");
    try (Child demo = Child.start(temporary, environment, "demo", "--offline")) {
      assertThat(demo.exit()).as(demo.errors()).isZero();
      assertThat(demo.out()).contains("Temporal runs in memory", "all the damage are there again");
    }
    assertThatNothingIsLeft();
  }

  @Test
  @Requires({Component.GIT, Component.POSTGRES, Component.ROOT})
  void runsAsRootWhereUserNamespacesCannotBeHad() throws Exception {
    Map<String, String> environment =
        Child.environmentWith(programs, "git", "sh", "setpriv", "true");
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
    try (Child demo = Child.start(temporary, environment, "demo", "--offline")) {
      assertThat(demo.exit()).as(demo.errors()).isZero();
    }
    assertThatNothingIsLeft();
  }

  @Test
  @Requires({Component.GIT, Component.TEMPORAL, Component.POSTGRES})
  void interruptedItLeavesNothing() throws Exception {
    try (Child demo = Child.start(temporary, Child.environment(), "demo", "--offline")) {
      demo.awaitOutput("2. Release 2.0");
      demo.stop();
    }
    assertThatNothingIsLeft();
  }

  private void assertThatNothingIsLeft() throws IOException {
    assertThat(Child.running(temporary)).isEmpty();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.toList()).isEqualTo(List.of());
    }
  }
}
