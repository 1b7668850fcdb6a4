import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Prints, as the last word of a build, which components this machine lacks and how many tests that
/// kept from running. Each module's tests leave `target/missing-components`: a line per component
/// with its name, the count and a description, separated by tabs; `other` stands for a reason that
/// is no component.
final class ClosingList {
  private static final String FILE = "target/missing-components";

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    List<Path> lists;
    try (Stream<Path> modules = Files.list(root)) {
      lists = modules.map(module -> module.resolve(FILE)).filter(Files::exists).sorted().toList();
    }
    Map<String, Long> missing = new TreeMap<>();
    Map<String, Long> others = new TreeMap<>();
    for (Path list : lists) {
      for (String line : Files.readAllLines(list)) {
        String[] fields = line.split("\t", 3);
        boolean other = fields[0].equals("other");
        String what = other ? fields[2] : fields[0] + ": " + fields[2];
        (other ? others : missing).merge(what, Long.parseLong(fields[1]), Long::sum);
      }
    }
    if (missing.isEmpty()) {
      System.out.println("All components present: none kept a test from running.");
    }
    print("Missing components:", missing);
    print("Tests that did not run for another reason:", others);
  }

  private static void print(String title, Map<String, Long> reasons) {
    if (!reasons.isEmpty()) {
      System.out.println(title);
    }
    reasons.forEach((reason, tests) -> System.out.printf("  %d not run: %s%n", tests, reason));
  }
}
