package dev.rollback.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Counts the tests that missing components keep from running and writes them to
/// `target/missing-components` when a module's tests have ended: a line per component with its
/// name, the count and the description, separated by tabs; an empty file where nothing was missing.
/// A test that did not run for another reason is told as `other`, with that reason. JUnit finds it
/// as a service.
public final class MissingComponents implements TestExecutionListener {
  private static final Map<String, List<Component>> NOTED = new ConcurrentHashMap<>();

  private final Map<Component, Long> kept = new EnumMap<>(Component.class);
  private final Map<String, Long> others = new TreeMap<>();
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
    others.clear();
    plan = started;
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier skipped, String reason) {
    List<Component> missing = NOTED.remove(skipped.getUniqueId());
    long tests = tests(skipped);
    if (missing == null) {
      others.merge(oneLine(reason), tests, Long::sum);
    } else {
      missing.forEach(component -> kept.merge(component, tests, Long::sum));
    }
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      String reason = result.getThrowable().map(Throwable::getMessage).orElse("no reason given");
      others.merge(oneLine(reason), tests(test), Long::sum);
    }
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan finished) {
    List<String> lines = new ArrayList<>();
    kept.forEach((component, tests) -> lines.add(line(component, tests, component.description())));
    others.forEach((reason, tests) -> lines.add(line("other", tests, reason)));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Object what, long tests, String description) {
    return what + "\t" + tests + "\t" + description;
  }

  private static String oneLine(String reason) {
    return reason.replaceAll("\\s+", " ").strip();
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
