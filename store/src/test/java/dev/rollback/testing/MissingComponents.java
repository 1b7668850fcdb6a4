package dev.rollback.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Counts the tests that missing components keep from running and writes
/// `target/missing-components`
/// when a module's tests have ended: a line per component with its name, the count and the
/// description, separated by tabs; an empty file where nothing was missing. JUnit finds it as a
/// service.
public final class MissingComponents implements TestExecutionListener {
  private static final Map<String, List<Component>> NOTED = new ConcurrentHashMap<>();

  private final Map<Component, Long> kept = new EnumMap<>(Component.class);
  private final Path file;
  private @Nullable TestPlan plan;

  /// As JUnit makes it: the working directory of a module's tests is the module.
  public MissingComponents() {
    this(Path.of("target", "missing-components"));
  }

  MissingComponents(Path file) {
    this.file = file;
  }

  static void note(String test, List<Component> missing) {
    NOTED.put(test, missing);
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    kept.clear();
    plan = started;
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier skipped, String reason) {
    List<Component> missing = NOTED.remove(skipped.getUniqueId());
    if (missing != null) {
      long tests = tests(skipped);
      missing.forEach(component -> kept.merge(component, tests, Long::sum));
    }
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan finished) {
    List<String> lines =
        kept.entrySet().stream()
            .map(e -> e.getKey() + "\t" + e.getValue() + "\t" + e.getKey().description())
            .toList();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A parameterised test counts once: its invocations are not known before it runs.
  private long tests(TestIdentifier skipped) {
    TestPlan known = Objects.requireNonNull(plan, "a skipped test belongs to a started plan");
    long leaves =
        known.getDescendants(skipped).stream()
            .filter(test -> known.getChildren(test).isEmpty())
            .count();
    return Math.max(1, leaves);
  }
}
