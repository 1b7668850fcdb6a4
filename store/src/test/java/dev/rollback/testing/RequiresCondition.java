package dev.rollback.testing;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Decides whether a test with `@Requires` runs, is skipped or, where every component is demanded,
/// fails.
final class RequiresCondition implements ExecutionCondition {
  private final Predicate<Component> present;
  private final boolean demanded;

  RequiresCondition() {
    this(Component::present, "all".equals(System.getenv("ROLLBACK_REQUIRE")));
  }

  RequiresCondition(Predicate<Component> present, boolean demanded) {
    this.present = present;
    this.demanded = demanded;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), Requires.class)
        .map(requires -> decide(context.getUniqueId(), requires.value()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("names no component"));
  }

  ConditionEvaluationResult decide(String test, Component... needed) {
    List<Component> missing = Arrays.stream(needed).filter(present.negate()).toList();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("every component is present");
    }
    String reason =
        missing.stream()
            .map(component -> component + " (" + component.description() + ")")
            .collect(Collectors.joining(", ", "This machine lacks ", "."));
    if (demanded) {
      throw new IllegalStateException(
          reason + " ROLLBACK_REQUIRE=all demands it: install it, or unset the variable.");
    }
    MissingComponents.note(test, missing);
    return ConditionEvaluationResult.disabled(reason);
  }
}
