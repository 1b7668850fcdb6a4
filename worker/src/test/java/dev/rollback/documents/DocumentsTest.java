package dev.rollback.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.worker.Setting;
import dev.rollback.worker.cli.CommandLines;
import dev.rollback.worker.cli.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documents name what exists: files, headings, commands, settings, test classes.
final class DocumentsTest {
  /// What is started as a process of its own, beside the commands that ask an installation.
  private static final Set<String> PROCESSES = Set.of("demo", "dev", "worker", "doctor", "catalog");

  /// Placeholders in command lines that look like settings.
  private static final Set<String> PLACEHOLDERS = Set.of("ROLLBACK_ID");

  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|`|\\(|&& )(?:\\./)?rollback ([a-z]+)\\b");
  private static final Pattern SETTING = Pattern.compile("\\b(ROLLBACK_[A-Z_]*[A-Z])\\b");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|Contract))`");

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Document document) {
    assertThat(document.links()).allMatch(document::resolves);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandExists(Document document) {
    Set<String> known =
        new TreeSet<>(CommandLines.of(Console.ofProcess()).getSubcommands().keySet());
    known.addAll(PROCESSES);

    assertThat(document.found(COMMAND)).isSubsetOf(known);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everySettingExists(Document document) {
    assertThat(document.found(SETTING))
        .filteredOn(name -> !PLACEHOLDERS.contains(name))
        .filteredOn(name -> !name.startsWith(Setting.SECRET_PREFIX))
        .isSubsetOf(Arrays.stream(Setting.values()).map(Setting::name).toList());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyTestThatIsSaidToProveSomethingExists(Document document) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      Set<String> sources = new TreeSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .forEach(name -> sources.add(name.replace(".java", "")));

      assertThat(document.found(TEST)).isSubsetOf(sources);
    }
  }

  @Test
  void theDocumentsAreFound() throws IOException {
    assertThat(Document.all())
        .extracting(Document::toString)
        .contains("README.md", "docs/reference/contract.md");
  }
}
