package dev.rollback.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  @TempDir Path directory;

  @Test
  void enoughIsEnough() {
    Settings settings = SettingsReader.worker(good());

    assertThat(settings.database().url()).isEqualTo("jdbc:postgresql://db:5432/rollback");
    assertThat(settings.database().password().value()).isEqualTo("hush");
    assertThat(settings.allowedRoots()).containsExactly(directory);
    assertThat(settings.store().directory().orElseThrow())
        .isAbsolute()
        .endsWithRaw(Path.of(Settings.DEFAULT_STORE));
    assertThat(settings.store().key()).isEmpty();
    assertThat(settings.hostTaskQueue()).isEqualTo("rollback-manager." + settings.host());
    assertThat(settings.http())
        .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9464));
    assertThat(settings.secrets()).isEqualTo(new SecretSources(Map.of(), List.of()));
  }

  @Test
  void nothingSetNamesAllThatMustBeSet() {
    assertThat(problems(Map.of()))
        .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
        .containsExactly(
            "ROLLBACK_STORE_KEY",
            "ROLLBACK_DATABASE_URL",
            "ROLLBACK_DATABASE_USER",
            "ROLLBACK_DATABASE_PASSWORD_FILE",
            "ROLLBACK_ALLOWED_ROOTS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ROLLBACK_DATABASE_URL | mysql://db/x | must begin with jdbc:postgresql://",
        "ROLLBACK_DATABASE_URL | postgresql://me:hush@db/x | must hold no user or password",
        "ROLLBACK_DATABASE_URL | jdbc:postgresql://db/x?a=b&Password=hush | must hold no user or",
        "ROLLBACK_DATABASE_PASSWORD | env:NOT_THERE | refers to the variable NOT_THERE",
        "ROLLBACK_DATABASE_PASSWORD | file:/not/there | refers to /not/there, which cannot be read",
        "ROLLBACK_STORE | ftp://host/dir | names ftp://…: give a directory, or s3://bucket/prefix",
        "ROLLBACK_STORE | /dev/null | is /dev/null, which is no directory",
        "ROLLBACK_STORE_KEY | hush | must name the passphrase as env:NAME or file:PATH",
        "ROLLBACK_STORE_KEY | env:NOT_SET | refers to the variable NOT_SET, which is not set",
        "ROLLBACK_ALLOWED_ROOTS | relative/one | holds relative/one: give the whole path",
        "ROLLBACK_ALLOWED_ROOTS | /not/there | holds /not/there, which is no directory here",
        "ROLLBACK_TASK_QUEUE | a b | is 'a b': use 1 to 128 of",
        "ROLLBACK_HOST | .hidden | is '.hidden': use 1 to 128 of",
        "ROLLBACK_COMMANDS | /not/there | names /not/there, which cannot be read as a file",
        "ROLLBACK_SECRETS | HOME | holds 'HOME': write env:NAME",
        "ROLLBACK_HTTP | 9464 | is '9464': write HOST:PORT, or off",
        "ROLLBACK_HTTP | localhost:99999 | is 'localhost:99999': write HOST:PORT",
        "ROLLBACK_LOG_FORMAT | xml | is 'xml': write plain or json",
      })
  void aWrongValueIsOneSentence(String name, String value, String sentence) {
    assertThat(problems(with(name, value)))
        .singleElement()
        .asString()
        .startsWith(name + " ")
        .contains(sentence)
        .endsWith(".")
        .doesNotContain("hush");
  }

  @Test
  void everyWrongValueIsSaidAtOnce() {
    Map<String, String> values = good();
    values.put("ROLLBACK_HTTP", "x");
    values.put("ROLLBACK_STORE", "ftp://bucket");
    values.put("ROLLBACK_ALLOWED_ROOTS", "/not/there:also/not");
    values.remove("ROLLBACK_STORE_KEY");

    assertThat(problems(values)).hasSize(5);
  }

  @Test
  void aStoreMayBeABucketAndItsPassphraseIsNamedAndNeverShown() {
    Map<String, String> values = with("ROLLBACK_STORE", "s3://bucket/prefix");
    values.put("ROLLBACK_STORE_KEY", "env:STORE_PASSPHRASE");
    values.put("STORE_PASSPHRASE", "open sesame");

    Settings settings = SettingsReader.worker(values);

    assertThat(settings.store().place()).isEqualTo("s3://bucket/prefix");
    assertThat(settings.store().directory()).isEmpty();
    assertThat(settings.store().key().orElseThrow().value()).isEqualTo("open sesame");
    assertThat(settings.toString()).doesNotContain("sesame");
  }

  @Test
  void aPasswordGivenTwiceIsRefused() {
    assertThat(problems(with("ROLLBACK_DATABASE_PASSWORD_FILE", "/a/file")))
        .singleElement()
        .asString()
        .contains("keep one of the two");
  }

  @Test
  void aPasswordIsReadFromItsFileWithoutTheLineEnd() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "of the file\n");
    Map<String, String> values = with("ROLLBACK_DATABASE_PASSWORD_FILE", file.toString());
    values.remove("ROLLBACK_DATABASE_PASSWORD");

    Settings settings = SettingsReader.worker(values);

    assertThat(settings.database().password().value()).isEqualTo("of the file");
    assertThat(settings.toString()).doesNotContain("of the file");
  }

  @Test
  void aMisspeltNameIsRefusedWithTheNearestOne() {
    Map<String, String> environment =
        Map.of("ROLLBACK_ALOWED_ROOTS", "/", "ROLLBACK_FROBNICATE_IT", "1", "OTHER", "x");

    assertThat(refused(() -> SettingsReader.collect(environment, Optional.empty())).problems())
        .containsExactly(
            "ROLLBACK_ALOWED_ROOTS is no setting; did you mean ROLLBACK_ALLOWED_ROOTS?",
            "ROLLBACK_FROBNICATE_IT is no setting: remove it.");
  }

  @Test
  void theOperatorsSecretsAreNoSettings() {
    Map<String, String> environment = Map.of("ROLLBACK_SECRET_ORDERS", "hush");

    assertThat(SettingsReader.collect(environment, Optional.empty())).isEqualTo(environment);
  }

  @Test
  void theEnvironmentIsStrongerThanTheFile() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("settings"),
            "# a comment\n\nROLLBACK_HOST = of-the-file\nTEMPORAL_ADDRESS=t:7233\n");

    assertThat(SettingsReader.collect(Map.of("ROLLBACK_HOST", "mine"), Optional.of(file)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("ROLLBACK_HOST", "mine", "TEMPORAL_ADDRESS", "t:7233"));
  }

  @Test
  void everyBadLineOfTheFileIsSaidWithItsNumber() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("settings"),
            "no setting\nPATH=/x\nROLLBACK_HOST=a\nROLLBACK_HOST=b\nROLLBACK_HSOT=c\n");

    assertThat(refused(() -> SettingsReader.collect(Map.of(), Optional.of(file))).problems())
        .satisfiesExactly(
            problem -> assertThat(problem).startsWith("Line 1 of ").contains("NAME=value"),
            problem -> assertThat(problem).startsWith("Line 2 of ").contains("sets PATH"),
            problem -> assertThat(problem).startsWith("Line 4 of ").contains("second time"),
            problem -> assertThat(problem).contains("did you mean ROLLBACK_HOST?"));
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path file = directory.resolve("none");

    assertThat(refused(() -> SettingsReader.collect(Map.of(), Optional.of(file))).problems())
        .containsExactly(
            "The settings file " + file + " cannot be read: check path and permissions.");
  }

  private List<String> problems(Map<String, String> values) {
    return refused(() -> SettingsReader.worker(values)).problems();
  }

  private static SettingsException refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
    SettingsException refused = catchThrowableOfType(SettingsException.class, reading);
    assertThat(refused).isNotNull();
    return refused;
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> values = good();
    values.put(name, value);
    return values;
  }

  private Map<String, String> good() {
    Map<String, String> values = new HashMap<>();
    values.put("ROLLBACK_DATABASE_URL", "postgres://db:5432/rollback");
    values.put("ROLLBACK_DATABASE_USER", "rollback");
    values.put("ROLLBACK_DATABASE_PASSWORD", "hush");
    values.put("ROLLBACK_STORE_KEY", "none");
    values.put("ROLLBACK_ALLOWED_ROOTS", directory.toString());
    return values;
  }
}
