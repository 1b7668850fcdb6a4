package dev.rollback.worker.cli;

import dev.rollback.worker.cli.client.Watch;
import dev.rollback.worker.cli.output.Visible;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows on standard error how work goes on: one line that rewrites itself on a terminal, nothing
/// where it is piped. While work is awaited, an interrupt says that it goes on and how to follow
/// it.
final class ProgressDisplay implements Watch {
  private static final int BAR = 20;

  private final Console console;
  private final Thread farewell = new Thread(this::interrupted, "farewell");
  private volatile @Nullable String awaited;
  private String shown = "";

  ProgressDisplay(Console console) {
    this.console = console;
  }

  @Override
  public void begun(String workflowId) {
    awaited = workflowId;
    Runtime.getRuntime().addShutdownHook(farewell);
  }

  @Override
  public boolean looks() {
    return console.errIsTerminal();
  }

  @Override
  public void seen(List<Step> steps) {
    if (!steps.isEmpty()) {
      rewrite(line(steps));
    }
  }

  /// The whole's phase first, then the first layer or activity that is at work.
  static String line(List<Step> steps) {
    var line = new StringBuilder(steps.getFirst().name().isEmpty() ? "" : "working");
    for (Step step : steps) {
      if (step.name().isEmpty()) {
        line.append(step.phase());
      } else if (isUnderWay(step)) {
        line.append(" · ").append(step.name()).append(' ').append(step.phase());
        line.append(step.total() > 0 ? " " + bar(step) : "");
      }
    }
    return line.toString();
  }

  private static boolean isUnderWay(Step step) {
    return switch (step.phase()) {
      case "waiting", "planned", "restored", "reverted" -> false;
      default -> true;
    };
  }

  private static String bar(Step step) {
    int full = Math.clamp(step.done() * BAR / step.total(), 0, BAR);
    return "[%s%s] %d/%d"
        .formatted("#".repeat(full), ".".repeat(BAR - full), step.done(), step.total());
  }

  @Override
  public void note(String sentence) {
    clear();
    console.err().println(console.errorInk().yellow(sentence));
  }

  @Override
  public void ended() {
    clear();
    if (awaited != null) {
      awaited = null;
      try {
        Runtime.getRuntime().removeShutdownHook(farewell);
      } catch (IllegalStateException _) {
        // The process is ending already; the hook finds nothing awaited and stays silent.
      }
    }
  }

  private void rewrite(String line) {
    if (!line.equals(shown)) {
      int columns = Math.max(20, console.width().getAsInt() - 1);
      console.err().print("\r\u001b[2K" + Visible.cut(Visible.of(line), columns));
      console.err().flush();
      shown = line;
    }
  }

  private void clear() {
    if (!shown.isEmpty()) {
      console.err().print("\r\u001b[2K");
      console.err().flush();
      shown = "";
    }
  }

  private void interrupted() {
    String workflow = awaited;
    if (workflow == null) {
      return;
    }
    clear();
    String id = workflow.substring(workflow.indexOf('/') + 1);
    String follow =
        switch (workflow.substring(0, Math.max(0, workflow.indexOf('/')))) {
          case "rollback" -> "`rollback describe " + id + " --follow`";
          case "snapshot" -> "`rollback show " + id + " --follow`";
          default -> "`temporal workflow show --workflow-id " + workflow + "`";
        };
    console
        .err()
        .println(
            """
            The work goes on as workflow %s.
              follow it: %s
              cancel it: `rollback cancel %s`\
            """
                .formatted(workflow, follow, workflow));
    console.err().flush();
  }
}
