package dev.rollback.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.workflow.RequestReader;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The JSON of every record, as any caller's default data converter writes and reads it.
final class ContractJsonTest {
  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<String> names() {
    return Samples.all().keySet().stream();
  }

  private static Object sample(String name) {
    return Objects.requireNonNull(Samples.all().get(name));
  }

  private static String written(Object value) {
    return CONVERTER.toPayload(value).orElseThrow().getData().toString(StandardCharsets.UTF_8);
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream file =
        ContractJsonTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      return MAPPER.readTree(Objects.requireNonNull(file, name));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void itIsWrittenAsCallersKnowIt(String name) throws IOException {
    assertThat(MAPPER.readTree(written(sample(name)))).isEqualTo(golden(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void itIsReadBackAsItWas(String name) throws IOException {
    Object sample = sample(name);
    var payload = CONVERTER.toPayload(sample).orElseThrow();

    Object read = CONVERTER.fromPayload(payload, sample.getClass(), sample.getClass());

    assertThat(read).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aRequestIsReadStrictlyAndAResultLeniently(String name) throws IOException {
    ObjectNode more = (ObjectNode) golden(name).deepCopy();
    more.put("field_of_tomorrow", 1);
    Object sample = sample(name);

    if (sample instanceof Request request) {
      assertThat(refused(more, request.getClass())).contains("field_of_tomorrow");
    } else {
      assertThat(MAPPER.treeToValue(more, sample.getClass())).isEqualTo(sample);
    }
  }

  private static String refused(JsonNode json, Class<? extends Request> type) throws IOException {
    try {
      return "read as " + RequestReader.read(MAPPER.writeValueAsBytes(json), type);
    } catch (RollbackException e) {
      assertThat(e.type()).isEqualTo(FailureType.INVALID_REQUEST);
      return e.sentence();
    }
  }
}
