package dev.rollback.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DependencyRulesTest {
  private static final String BROKEN = "dev.rollback.architecture.broken";
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.rollback");
  private static final JavaClasses OFFENCES = new ClassFileImporter().importPackages(BROKEN);

  @ParameterizedTest
  @MethodSource("rules")
  void theProductKeepsTheRule(ArchRule rule) {
    rule.check(PRODUCT);
  }

  @ParameterizedTest
  @MethodSource("rulesOfTheOffences")
  void anOffenceAgainstTheRuleIsFound(ArchRule rule) {
    assertThat(rule.evaluate(OFFENCES).hasViolation()).as(rule.getDescription()).isTrue();
  }

  @Test
  void everyPackageThatTheRulesSpeakOfIsRead() {
    assertThat(PRODUCT)
        .extracting(type -> type.getPackageName().replaceFirst("dev\\.rollback\\.(\\w+).*", "$1"))
        .contains(
            "contract",
            "activity",
            "workflow",
            "store",
            "files",
            "layer",
            "catalog",
            "verify",
            "temporal",
            "worker");
  }

  private static Stream<ArchRule> rules() {
    return new DependencyRules("dev.rollback").all().stream();
  }

  private static Stream<ArchRule> rulesOfTheOffences() {
    return new DependencyRules(BROKEN).all().stream();
  }
}
