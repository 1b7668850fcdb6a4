import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Prints, as the last word of a build, which components this machine lacks and how many tests that
/// kept from running. Each module's tests leave `target/missing-components`: a line per component
/// with its name, the count and a description, separated by tabs.
final class ClosingList {
  private static final String FILE = "target/missing-components";

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    List<Path> lists;
    try (Stream<Path> modules = Files.list(root)) {
      lists = modules.map(module -> module.resolve(FILE)).filter(Files::exists).sorted().toList();
    }
    Map<String, Long> missing = new TreeMap<>();
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (Path list : lists) {
      for (String line : Files.readAllLines(list)) {
        String[] fields = line.split("\t", 3);
        missing.merge(fields[0], Long.parseLong(fields[1]), Long::sum);
        descriptions.put(fields[0], fields[2]);
      }
    }
    print(missing, descriptions);
  }

  private static void print(Map<String, Long> missing, Map<String, String> descriptions) {
    if (missing.isEmpty()) {
      System.out.println("All components present: no test was kept from running.");
      return;
    }
    System.out.println("Missing components:");
    missing.forEach(
        (name, tests) ->
            System.out.printf(
                "  %s: %s. %d %s not run.%n",
                name, descriptions.get(name), tests, tests == 1 ? "test was" : "tests were"));
  }
}
