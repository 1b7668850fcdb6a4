package dev.rollback.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One Markdown file of the project.
///
/// @param file relative to the project's root
/// @param text all of it
record Document(Path file, String text) {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  /// Every Markdown file of the project, in the order of their names.
  static List<Document> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .filter(file -> NOT_OURS.stream().noneMatch(name -> file.toString().contains(name + "/")))
          .sorted()
          .map(Document::read)
          .toList();
    }
  }

  private static Document read(Path file) {
    try {
      return new Document(file, Files.readString(ROOT.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a pattern's first group finds, wherever it stands.
  List<String> found(Pattern pattern) {
    return pattern.matcher(text).results().map(each -> each.group(1)).toList();
  }

  /// Links to places within the project, outside of code.
  List<String> links() {
    Matcher matcher = LINK.matcher(FENCE.matcher(text).replaceAll(""));
    return matcher
        .results()
        .map(each -> each.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /// Whether what a link names is there: the file, and the heading within it.
  boolean resolves(String link) {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? file : ROOT.resolve(file).resolveSibling(parts[0]).normalize();
    if (parts[0].isEmpty()) {
      return anchors().contains(parts[1]);
    }
    return Files.exists(target)
        && (parts.length == 1 || new Document(target, textOf(target)).anchors().contains(parts[1]));
  }

  private static String textOf(Path target) {
    try {
      return Files.readString(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The headings as links name them.
  private Set<String> anchors() {
    return HEADING
        .matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map(each -> each.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
