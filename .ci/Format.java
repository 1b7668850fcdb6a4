import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Formats every Java file beneath a directory with google-java-format: `check` names the files
/// that differ and exits with 1, `apply` writes them. Run by Maven in the JDK of the toolchain,
/// because google-java-format parses with the compiler of the JDK it runs in.
final class Format {
  private static final int COLUMNS = 100;
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea");

  public static void main(String[] arguments) throws IOException {
    boolean apply = arguments[0].equals("apply");
    Path root = Path.of(arguments[1]).toRealPath();
    List<String> complaints =
        javaFiles(root).parallelStream()
            .flatMap(file -> complaint(root.relativize(file), file, apply).stream())
            .toList();
    if (!complaints.isEmpty()) {
      System.err.println(String.join(System.lineSeparator(), complaints));
      System.err.println("To format the sources: mvn -N -Pformat validate");
      System.exit(1);
    }
  }

  private static Optional<String> complaint(Path name, Path file, boolean apply) {
    try {
      String source = Files.readString(file);
      String formatted = formatted(source);
      if (formatted.equals(source)) {
        return Optional.empty();
      }
      if (apply) {
        Files.writeString(file, formatted);
        return Optional.empty();
      }
      return Optional.of(name + " is not formatted.");
    } catch (FormatterException | IOException | IllegalArgumentException e) {
      return Optional.of(name + " cannot be formatted: " + e.getMessage());
    }
  }

  private static String formatted(String source) throws FormatterException {
    String wrapped = wrapDocumentation(source);
    String result = new Formatter().formatSourceAndFixImports(wrapped);
    if (documentationLines(result) != documentationLines(wrapped)) {
      throw new IllegalArgumentException(
          "a /// line is longer than " + COLUMNS + " columns once indented; break it by hand.");
    }
    return result;
  }

  /// google-java-format breaks a long `///` line as if it were a `//` comment and so ends the
  /// documentation in the middle of a sentence; lines are therefore broken before it sees them.
  private static String wrapDocumentation(String source) {
    List<String> lines = new ArrayList<>();
    for (String line : source.split("\n", -1)) {
      String rest = line;
      while (rest.stripLeading().startsWith("///") && rest.length() > COLUMNS) {
        int text = rest.indexOf("///") + 4;
        int blank = rest.lastIndexOf(' ', COLUMNS);
        if (blank < text) {
          break;
        }
        lines.add(rest.substring(0, blank).stripTrailing());
        rest = rest.substring(0, text) + rest.substring(blank + 1);
      }
      lines.add(rest);
    }
    return String.join("\n", lines);
  }

  private static long documentationLines(String source) {
    return source.lines().filter(line -> line.stripLeading().startsWith("///")).count();
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return SKIPPED.contains(String.valueOf(directory.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
