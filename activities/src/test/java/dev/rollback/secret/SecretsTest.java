package dev.rollback.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir private Path directory = Path.of("");
  private Secrets secrets = Secrets.NONE;

  @BeforeEach
  void prepare() throws IOException {
    Path allowed = Files.createDirectories(directory.resolve("allowed"));
    Files.writeString(allowed.resolve("token"), "of-a-file\n");
    Files.writeString(allowed.resolve("empty"), "\n");
    Files.writeString(allowed.resolve("huge"), "x".repeat(70_000));
    Files.writeString(directory.resolve("outside"), "0utside");
    Files.createSymbolicLink(allowed.resolve("link"), directory.resolve("outside"));
    secrets = new Secrets(Map.of("APP", "of-the-environment"), List.of(allowed));
  }

  @Test
  void eachReferenceIsReplacedAndMaskedAgain() {
    Revealed revealed =
        reveal("db://app:${env:APP}@h/${file:" + directory + "/allowed/token}?a=$b");

    assertThat(revealed.text()).isEqualTo("db://app:of-the-environment@h/of-a-file?a=$b");
    assertThat(revealed.masked("no of-a-file at of-the-environment")).isEqualTo("no *** at ***");
    assertThat(revealed).hasToString("***");
  }

  @Test
  void whatIsNotAllowedAndWhatIsNotThereAreToldAlike() {
    for (String named :
        List.of(
            "${env:HOME}",
            "${env:}",
            "${file:" + directory + "/outside}",
            "${file:" + directory + "/allowed/../outside}",
            "${file:" + directory + "/allowed/link}",
            "${file:" + directory + "/allowed/missing}",
            "${file:" + directory + "/allowed/empty}",
            "${file:" + directory + "/allowed}",
            "${file:allowed/token}",
            "${file:/dev/zero}",
            "${file:\0}")) {
      assertThatThrownBy(() -> reveal(named))
          .as(named)
          .isInstanceOf(RollbackException.class)
          .hasMessageContaining("is not there, or ROLLBACK_SECRETS")
          .hasMessageNotContaining("0utside");
    }
  }

  @Test
  void whatIsMalformedOrTooLongIsRefused() {
    for (String named : List.of("${", "${env", "${vault:x}", "a ${ENV:APP} b", "${}")) {
      assertThatThrownBy(() -> reveal(named)).hasMessageContaining("${env:NAME}");
    }
    assertThatThrownBy(() -> reveal("${file:" + directory + "/allowed/huge}"))
        .hasMessageContaining("too long");
  }

  @Test
  void aSecretThatLooksLikeAReferenceIsNotReadAgain() {
    var tricky = new Secrets(Map.of("A", "${env:B}", "B", "deep"), List.of());

    assertThat(tricky.reveal("${env:A}", UnaryOperator.identity()).text()).isEqualTo("${env:B}");
  }

  private Revealed reveal(String text) {
    return secrets.reveal(text, UnaryOperator.identity());
  }
}
