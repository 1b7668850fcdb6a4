package dev.rollback.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodecException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealingCodecTest {
  private static final PayloadKey OLD = key("2026a", 1);
  private static final PayloadKey NEW = key("2026b", 2);
  private static final Payload PLAIN =
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFromUtf8("{\"path\":\"/srv/hidden\"}"))
          .build();

  @Test
  void whatIsSealedIsReadByNobodyAndOpenedWhole() {
    var codec = new SealingCodec(Optional.of(NEW), List.of());
    Payload sealed = codec.encode(List.of(PLAIN)).getFirst();

    assertThat(sealed.toString()).doesNotContain("hidden", "json/plain").contains("2026b");
    assertThat(codec.decode(List.of(sealed))).containsExactly(PLAIN);
    assertThat(codec.encode(List.of(PLAIN)).getFirst()).isNotEqualTo(sealed);
  }

  @Test
  void anOlderKeyStillOpens() {
    Payload sealed =
        new SealingCodec(Optional.of(OLD), List.of()).encode(List.of(PLAIN)).getFirst();
    var rotated = new SealingCodec(Optional.of(NEW), List.of(OLD));

    assertThat(rotated.decode(List.of(sealed))).containsExactly(PLAIN);
  }

  @Test
  void aCodecThatDoesNotSealYetOpensAllTheSame() {
    var reading = new SealingCodec(Optional.empty(), List.of(NEW));
    Payload sealed =
        new SealingCodec(Optional.of(NEW), List.of()).encode(List.of(PLAIN)).getFirst();

    assertThat(reading.encode(List.of(PLAIN))).containsExactly(PLAIN);
    assertThat(reading.decode(List.of(PLAIN, sealed))).containsExactly(PLAIN, PLAIN);
  }

  @Test
  void anUnknownKeyIsNamed() {
    Payload sealed =
        new SealingCodec(Optional.of(OLD), List.of()).encode(List.of(PLAIN)).getFirst();

    assertThatThrownBy(() -> new SealingCodec(Optional.of(NEW), List.of()).decode(List.of(sealed)))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageContaining("\"2026a\"")
        .hasMessageContaining("2026b");
  }

  @Test
  void aChangedByteAndAShortPayloadAreRefused() {
    var codec = new SealingCodec(Optional.of(NEW), List.of());
    Payload sealed = codec.encode(List.of(PLAIN)).getFirst();
    for (int at = 0; at < sealed.getData().size(); at++) {
      byte[] data = sealed.getData().toByteArray();
      data[at] ^= 1;
      Payload changed = sealed.toBuilder().setData(ByteString.copyFrom(data)).build();
      assertThatThrownBy(() -> codec.decode(List.of(changed)))
          .isInstanceOf(PayloadCodecException.class);
    }
    for (int length : new int[] {0, 11, 12, 27}) {
      Payload cut = sealed.toBuilder().setData(sealed.getData().substring(0, length)).build();
      assertThatThrownBy(() -> codec.decode(List.of(cut)))
          .isInstanceOf(PayloadCodecException.class);
    }
  }

  @Test
  void aKeyIs32BytesAndNeverPrinted() {
    assertThatThrownBy(() -> PayloadKey.of("k", "c2hvcnQ=")).hasMessageContaining("5 bytes");
    assertThatThrownBy(() -> PayloadKey.of("k", "s3cret!")).hasMessage("is not base64");
    assertThatThrownBy(() -> new SealingCodec(Optional.of(NEW), List.of(NEW)))
        .hasMessageContaining("2026b");
    assertThat(NEW).hasToString("key 2026b");
  }

  private static PayloadKey key(String id, int fill) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return PayloadKey.of(id, Base64.getEncoder().encodeToString(bytes));
  }
}
