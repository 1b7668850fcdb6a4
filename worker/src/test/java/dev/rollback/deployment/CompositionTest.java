package dev.rollback.deployment;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rollback.worker.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `docker-compose.yml`: that its parts fit together.
final class CompositionTest {
  /// Temporal's own client settings, as its documentation of environment configuration names them.
  private static final Set<String> TEMPORAL_SETTINGS =
      Set.of(
          "TEMPORAL_ADDRESS",
          "TEMPORAL_NAMESPACE",
          "TEMPORAL_API_KEY",
          "TEMPORAL_PROFILE",
          "TEMPORAL_CONFIG_FILE");

  private final JsonNode composition;

  CompositionTest() throws IOException {
    composition = new YAMLMapper().readTree(Path.of("..", "docker-compose.yml").toFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"secrets", "networks", "configs"})
  void whatServicesUseIsDeclaredAndWhatIsDeclaredIsUsed(String kind) {
    assertThat(used(use -> elements(use.path(kind)).map(CompositionTest::source)))
        .isNotEmpty()
        .isEqualTo(names(composition.path(kind)));
  }

  @Test
  void everyVolumeThatServicesUseIsDeclaredAndUsed() {
    assertThat(used(use -> elements(use.path("volumes")).map(v -> v.asText().split(":", 2)[0])))
        .isNotEmpty()
        .isEqualTo(names(composition.path("volumes")));
  }

  @Test
  void everyServiceWaitsForServicesThatExist() {
    assertThat(names(composition.path("services")))
        .containsAll(used(use -> names(use.path("depends_on")).stream()));
  }

  @Test
  void whatIsWaitedForCanComeToPass() {
    services()
        .forEach(
            (name, service) ->
                service
                    .path("depends_on")
                    .properties()
                    .forEach(
                        wait -> {
                          JsonNode other = composition.path("services").path(wait.getKey());
                          boolean ends = other.path("restart").asText().startsWith("on-failure");
                          assertThat(wait.getValue().path("condition").asText())
                              .as(name + " waits for " + wait.getKey())
                              .isEqualTo(
                                  ends ? "service_completed_successfully" : "service_healthy");
                        }));
  }

  @Test
  void everyServiceThatStaysIsAskedForItsHealth() {
    services()
        .forEach(
            (name, service) -> {
              boolean stays = service.path("restart").asText().equals("unless-stopped");
              assertThat(service.has("healthcheck")).as(name).isEqualTo(stays);
            });
  }

  @Test
  void theWorkerIsGivenSettingsThatItKnows() {
    Set<String> known =
        Stream.concat(
                Arrays.stream(Setting.values()).map(Setting::name), TEMPORAL_SETTINGS.stream())
            .collect(toSet());

    assertThat(known).containsAll(names(worker().path("environment")));
  }

  @Test
  void theNameOfTheWorkersHostOutlivesItsContainer() {
    assertThat(worker().path("environment").path("ROLLBACK_HOST").asText())
        .isNotEmpty()
        .isEqualTo(worker().path("hostname").asText());
  }

  @Test
  void theWorkerReadsOnlySecretsThatItIsGiven() {
    Set<String> given = elements(worker().path("secrets")).map(JsonNode::asText).collect(toSet());

    assertThat(elements(worker().path("environment")).map(JsonNode::asText))
        .filteredOn(value -> value.startsWith("/run/secrets/"))
        .isNotEmpty()
        .allMatch(value -> given.contains(value.substring("/run/secrets/".length())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROLLBACK_STORE", "ROLLBACK_STATE", "ROLLBACK_ALLOWED_ROOTS"})
  void whatTheWorkerKeepsOutlivesItsContainer(String setting) {
    assertThat(elements(worker().path("volumes")).map(volume -> volume.asText().split(":", 2)[1]))
        .contains(worker().path("environment").path(setting).asText());
  }

  @Test
  void noPasswordIsWrittenDown() {
    assertThat(used(use -> names(use.path("environment")).stream()))
        .filteredOn(name -> name.contains("PASSWORD") || name.contains("PWD"))
        .isNotEmpty()
        .allMatch(name -> name.endsWith("_FILE"));
  }

  @Test
  void onlyTheWebUiAndTemporalArePublishedAndOnlyOnThisHost() {
    assertThat(used(use -> elements(use.path("ports")).map(JsonNode::asText)))
        .containsExactlyInAnyOrder("127.0.0.1:7233:7233", "127.0.0.1:8080:8080");
  }

  @Test
  void theDatabasesAreReachedFromNoOtherNetwork() {
    assertThat(composition.path("networks").path("databases").path("internal").asBoolean())
        .isTrue();
    assertThat(services().values())
        .filteredOn(service -> service.path("image").asText().startsWith("postgres:"))
        .isNotEmpty()
        .allSatisfy(
            service ->
                assertThat(elements(service.path("networks")).map(JsonNode::asText))
                    .containsExactly("databases"));
  }

  private Map<String, JsonNode> services() {
    return composition.path("services").properties().stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private JsonNode worker() {
    return composition.path("services").path("worker");
  }

  private Set<String> used(Function<JsonNode, Stream<String>> uses) {
    return elements(composition.path("services")).flatMap(uses).collect(toSet());
  }

  private static String source(JsonNode use) {
    return use.isTextual() ? use.asText() : use.path("source").asText();
  }

  private static Stream<JsonNode> elements(JsonNode node) {
    return node.valueStream();
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
