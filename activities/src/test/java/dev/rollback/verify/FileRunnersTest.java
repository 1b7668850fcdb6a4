package dev.rollback.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.contract.RollbackException;
import dev.rollback.contract.Verdict;
import dev.rollback.contract.VerificationTest;
import dev.rollback.files.AllowedRoots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileRunnersTest {
  @TempDir Path directory = Path.of("unset");

  @Test
  void aDanglingLinkExistsByItself() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("/nowhere"));

    assertThat(exists("link").verdict()).isEqualTo(Verdict.PASSED);
    assertThat(exists("link").actual()).isEqualTo("symlink");
    assertThat(absent("link").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(absent("other").verdict()).isEqualTo(Verdict.PASSED);
    assertThat(exists("other").verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void aLinkOnTheWayIsNotFollowed() throws IOException {
    Files.createSymbolicLink(directory.resolve("out"), Path.of("/etc"));

    assertThatThrownBy(() -> exists("out/passwd"))
        .isInstanceOf(RollbackException.class)
        .hasMessageContaining("link");
    assertThatThrownBy(() -> content("out/passwd", "root", null, null))
        .isInstanceOf(RollbackException.class);
  }

  @Test
  void aLinkHasNoContentToCompare() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));

    assertThatThrownBy(() -> content("link", "root", null, null))
        .isInstanceOf(RollbackException.class);
  }

  @Test
  void aFifoIsRefusedAndNotWaitedFor() throws Exception {
    new ProcessBuilder("mkfifo", directory.resolve("fifo").toString()).start().waitFor();

    assertThatThrownBy(() -> content("fifo", "x", null, null))
        .isInstanceOf(RollbackException.class)
        .hasMessageContaining("regular file");
  }

  @Test
  void contentIsComparedInEachOfTheThreeWays() throws IOException {
    Files.writeString(directory.resolve("f"), "port: 8080 €\n");
    String sha256 = "d2a14e5a5d15fa2a2ba2e1ccb4e20b7e0e9f7e9c9d6e6d45bd0c3c0a0d2b0f11";

    assertThat(content("f", "8080 €", null, null).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(content("f", "8081", null, null).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(content("f", null, "port: [0-9]+", null).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(content("f", null, "^[0-9]+$", null).verdict()).isEqualTo(Verdict.FAILED);
    Finding wrong = content("f", null, null, sha256);
    assertThat(wrong.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(content("f", null, null, String.valueOf(wrong.actual())).verdict())
        .isEqualTo(Verdict.PASSED);
  }

  @Test
  void aMissingFileFailsAndDoesNotThrow() throws IOException {
    assertThat(content("missing", "x", null, null).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(mode("missing", "0644", null, null).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void aFileTooLargeToSearchIsUnknown() throws IOException {
    Files.write(directory.resolve("big"), new byte[101]);
    Files.write(directory.resolve("fits"), new byte[100]);

    assertThat(content("big", "x", null, null).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(content("fits", "x", null, null).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void anExpressionThatWouldNeverEndIsUnknown() throws IOException {
    Files.writeString(directory.resolve("f"), "a".repeat(60) + "b");

    assertThat(content("f", null, "^(a+)+\\1c$", null).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void anExpressionDeeperThanTheStackIsUnknown() {
    var pattern = Pattern.compile("(a|b)*c");

    assertThat(new BoundedPattern(pattern, Duration.ofSeconds(30)).isIn("ab".repeat(5_000_000)))
        .isEmpty();
  }

  @Test
  void modeOwnerAndGroupAreComparedAsFarAsGiven() throws IOException {
    Path file = Files.createFile(directory.resolve("f"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.setAttribute(file, "unix:gid", 12345); // clears set-id bits, so it comes first
    Files.setAttribute(file, "unix:mode", 0104750);

    assertThat(mode("f", "4750", null, null).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(mode("f", "0750", null, null).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(mode("f", null, null, "12345").verdict()).isEqualTo(Verdict.PASSED);
    assertThat(mode("f", null, null, "root").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(mode("f", null, "no-such-user", null).verdict()).isEqualTo(Verdict.FAILED);
    String owner = String.valueOf(Files.getOwner(file));
    assertThat(mode("f", "4750", owner, "12345").verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void aTextIsFoundHoweverItRepeatsItself() {
    assertThat(new ByteSearch("aab".getBytes(StandardCharsets.UTF_8)).isIn(bytes("aaab"))).isTrue();
    assertThat(new ByteSearch(bytes("abab")).isIn(bytes("abacabab"))).isTrue();
    assertThat(new ByteSearch(bytes("abab")).isIn(bytes("abaabaaba"))).isFalse();
    assertThat(new ByteSearch(bytes("")).isIn(bytes(""))).isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private AllowedRoots roots() {
    return AllowedRoots.of(List.of(directory));
  }

  private Finding exists(String name) {
    return new FileExistsRunner(roots())
        .run(new VerificationTest.FileExists(path(name), null), Attempts.patient());
  }

  private Finding absent(String name) {
    return new FileAbsentRunner(roots())
        .run(new VerificationTest.FileAbsent(path(name), null), Attempts.patient());
  }

  private Finding content(
      String name, @Nullable String contains, @Nullable String matches, @Nullable String sha256)
      throws IOException {
    return new FileContentRunner(roots(), 100, Duration.ofMillis(300))
        .run(
            new VerificationTest.FileContent(path(name), contains, matches, sha256, null),
            Attempts.patient());
  }

  private Finding mode(
      String name, @Nullable String mode, @Nullable String owner, @Nullable String group) {
    return new FileModeRunner(roots())
        .run(
            new VerificationTest.FileMode(path(name), mode, owner, group, null),
            Attempts.patient());
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}
