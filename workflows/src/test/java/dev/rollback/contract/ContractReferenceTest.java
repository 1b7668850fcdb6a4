package dev.rollback.contract;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.rollback.workflow.Workflows;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/reference/contract.md` says what the contract's types say: all of it and nothing else.
final class ContractReferenceTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/rollback/contract");
  private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

  /// What workflows and activities tell each other, and no caller sees.
  private static final Set<Class<?>> BETWEEN_WORKFLOW_AND_ACTIVITY =
      Set.of(
          CapturedLayer.class,
          RestoreOutcome.Restored.class,
          RestoreOutcome.AlreadyInPlace.class,
          RestoreOutcome.Partial.class);

  private final ReferencePage page;

  ContractReferenceTest() throws IOException {
    page = ReferencePage.read(Path.of("../docs/reference/contract.md"));
  }

  static Stream<Class<?>> records() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("package-info.java"))
          .map(name -> type(name.replace(".java", "")))
          .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
          .filter(Class::isRecord)
          .filter(type -> !BETWEEN_WORKFLOW_AND_ACTIVITY.contains(type))
          .toList()
          .stream();
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName("dev.rollback.contract." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyFieldOfARecordIsDescribedAndNoOther(Class<?> type) {
    String heading = type.getName().substring("dev.rollback.contract.".length()).replace('$', '.');

    assertThat(page.section(heading).rows()).isEqualTo(wireNames(type));
  }

  private static Set<String> wireNames(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.isAnnotationPresent(TypedByNeighbour.class)) {
        names.add("type");
      }
      if (!component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
        names.add(NAMES.translate(component.getName()));
      }
    }
    return names;
  }

  @Test
  void everyWorkflowTypeIsDescribedAndNoOther() {
    assertThat(page.section("Workflows").rows()).isEqualTo(new TreeSet<>(Workflows.types()));
  }

  @Test
  void everyFailureTypeIsDescribedAndNoOther() {
    assertThat(page.section("Failure types").rows())
        .isEqualTo(wireNames(FailureType.values(), FailureType::wireName));
  }

  @Test
  void whatTemporalTriesAgainIsSaidToBe() {
    ReferencePage table = page.section("Failure types");
    for (FailureType type : FailureType.values()) {
      boolean again =
          Arrays.stream(FailureType.values())
              .anyMatch(each -> each.wireName().equals(type.wireName()) && each.retryable());

      assertThat(table.second(type.wireName()).contains("yes"))
          .as(type.wireName())
          .isEqualTo(again);
    }
  }

  @Test
  void everyStateIsDescribedAndNoOther() {
    assertThat(page.section("SnapshotStatus").rows())
        .isEqualTo(wireNames(SnapshotStatus.values(), SnapshotStatus::wireName));
    assertThat(page.section("RollbackStatus").rows())
        .isEqualTo(wireNames(RollbackStatus.values(), RollbackStatus::wireName));
  }

  private static <E> Set<String> wireNames(E[] values, Function<E, String> name) {
    return Arrays.stream(values).map(name).collect(toCollection(TreeSet::new));
  }

  @Test
  void everyKindOfTestAndOfSnapshotIsNamedWhereItIsDescribed() {
    for (JsonSubTypes.Type test :
        VerificationTest.class.getAnnotation(JsonSubTypes.class).value()) {
      assertThat(page.section("VerificationTest." + test.value().getSimpleName()).text())
          .contains("`" + test.name() + "`:");
    }
    for (JsonSubTypes.Type spec :
        TypedByNeighbour.class.getAnnotation(JsonSubTypes.class).value()) {
      assertThat(page.section("SnapshotSpec." + spec.value().getSimpleName()).text())
          .contains("`config` of type `" + spec.name() + "`");
    }
  }
}
