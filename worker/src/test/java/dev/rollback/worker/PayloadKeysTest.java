package dev.rollback.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadKeysTest {
  private static final String KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
  private static final List<Payload> PLAIN =
      List.of(Payload.newBuilder().setData(ByteString.copyFromUtf8("hidden")).build());

  @TempDir private Path directory = Path.of("");

  @Test
  void withoutTheSettingNothingIsSealed() {
    assertThat(PayloadKeys.codecs(Map.of())).isEmpty();
  }

  @Test
  void theFirstKeySealsAndTheOthersOpen() throws Exception {
    Path file = Files.writeString(directory.resolve("key"), KEY + "\n");
    PayloadCodec old = codec("a=env:K");
    PayloadCodec rotated = codec("b=file:" + file + ", a=env:K");

    assertThat(rotated.encode(PLAIN).toString()).contains("\"b\"").doesNotContain("hidden");
    assertThat(rotated.decode(old.encode(PLAIN))).isEqualTo(PLAIN);
  }

  @Test
  void noneInTheFirstPlaceOpensOnly() {
    PayloadCodec reading = codec("none,a=env:K");

    assertThat(reading.encode(PLAIN)).isEqualTo(PLAIN);
    assertThat(reading.decode(codec("a=env:K").encode(PLAIN))).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "a, each entry is ID=file:/path",
    "'a=env:K,', each entry is ID=file:/path",
    "a=s3cret, each entry is ID=file:/path",
    "=env:K, each entry is ID=file:/path",
    "none, names no key",
    "a=env:MISSING, key a refers to the variable MISSING",
    "a=file:/nowhere, key a refers to /nowhere",
    "a=env:SHORT, key a: its text has 5 bytes",
    "a=env:BAD, key a: its text is not base64",
    "a b=env:K, key a b: its",
    "'a=env:K,a=env:K', two keys with the id a"
  })
  void whatCannotBeUsedIsSaidWithoutAKey(String written, String told) {
    assertThatThrownBy(() -> codec(written))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("ROLLBACK_PAYLOAD_KEYS cannot be used")
        .hasMessageContaining(told)
        .hasMessageNotContaining("s3cret")
        .hasMessageNotContaining(KEY);
  }

  private static PayloadCodec codec(String written) {
    Map<String, String> values = new HashMap<>();
    values.put("ROLLBACK_PAYLOAD_KEYS", written);
    values.put("K", KEY);
    values.put("SHORT", "c2hvcnQ=");
    values.put("BAD", "s3cret!");
    return PayloadKeys.codecs(values).getFirst();
  }
}
