package dev.rollback.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `Dockerfile`: what can be read from it.
final class ImageTest {
  private final List<String> lines;

  ImageTest() throws IOException {
    lines = Files.readString(Path.of("..", "Dockerfile")).replace("\\\n", " ").lines().toList();
  }

  @Test
  void theImageRunsAsAUserThatIsNotRoot() {
    List<String> users = lines.stream().filter(line -> line.startsWith("USER ")).toList();

    assertThat(users).isNotEmpty();
    assertThat(users.getLast()).matches("USER [1-9][0-9]*:[1-9][0-9]*");
  }

  @Test
  void theImageHasGit() {
    assertThat(lastStage()).anyMatch(line -> line.matches("RUN .*apt-get install .*\\bgit\\b.*"));
  }

  @Test
  void theImageStartsJavaItselfSoThatSignalsReachIt() {
    assertThat(lastStage())
        .anyMatch(
            line ->
                line.startsWith("ENTRYPOINT [\"java\", ")
                    && line.contains("\"dev.rollback.worker.Main\""));
  }

  @Test
  void whatIsNamedByAStageExists() {
    assertThat(lines)
        .filteredOn(line -> line.contains("--from="))
        .isNotEmpty()
        .allMatch(line -> line.contains("--from=build "));
    assertThat(lines).anyMatch(line -> line.matches("FROM \\S+ AS build"));
  }

  private List<String> lastStage() {
    List<String> starts = lines.stream().filter(line -> line.startsWith("FROM ")).toList();
    return lines.subList(lines.lastIndexOf(starts.getLast()), lines.size());
  }
}
