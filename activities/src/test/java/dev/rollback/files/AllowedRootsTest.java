package dev.rollback.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {true, false})
class AllowedRootsTest {
  private final OperatingSystem system;
  @TempDir private Path temporary;
  private Path root;
  private Path outside;
  private AllowedRoots roots;

  AllowedRootsTest(boolean openat2) {
    system = openat2 ? LinuxSystem.detected() : LinuxSystem.withoutOpenat2();
  }

  @BeforeEach
  void prepare() throws IOException {
    temporary = temporary.toRealPath();
    root = Files.createDirectories(temporary.resolve("root"));
    outside = Files.createDirectories(temporary.resolve("root-outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createDirectories(root.resolve("a/b"));
    Files.writeString(root.resolve("a/b/file"), "content");
    roots = AllowedRoots.of(system, List.of(root));
  }

  @Test
  void aPathBeneathARootIsFound() throws IOException {
    assertThat(roots.check(root + "/a/./b//x/../file")).isEqualTo(root.resolve("a/b/file"));
    try (var content = roots.find(root + "/a/b/file").open()) {
      assertThat(content.readAllBytes()).isEqualTo("content".getBytes(UTF_8));
    }
    assertThat(roots.check(root.toString())).isEqualTo(root);
  }

  @Test
  void aMissingPathIsAllowedAndHasNoState() {
    assertThat(roots.check(root + "/no/such")).isEqualTo(root.resolve("no/such"));
    assertThat(roots.find(root + "/no/such").state()).isEmpty();
    assertThat(roots.find(root + "/a/b/file/beneath").state()).isEmpty();
    refused(() -> roots.find(root + "/no/such").open(), FailureType.PATH_NOT_FOUND, "no/such");
  }

  @Test
  void aSiblingThatOnlySharesTheLettersIsRefused() {
    refused(
        () -> roots.check(outside + "/secret"), FailureType.PATH_NOT_ALLOWED, AllowedRoots.SETTING);
  }

  @Test
  void dotsThatLeadOutAreRefused() {
    refused(
        () -> roots.check(root + "/a/../../root-outside/secret"),
        FailureType.PATH_NOT_ALLOWED,
        AllowedRoots.SETTING);
    refused(() -> roots.check("/etc/passwd"), FailureType.PATH_NOT_ALLOWED, AllowedRoots.SETTING);
  }

  @Test
  void aLinkOnTheWayIsRefusedByName() throws IOException {
    Files.createSymbolicLink(root.resolve("a/link"), outside);
    refused(
        () -> roots.check(root + "/a/link/secret"), FailureType.PATH_NOT_ALLOWED, root + "/a/link");
    refused(
        () -> roots.find(root + "/a/link/secret").open(),
        FailureType.PATH_NOT_ALLOWED,
        root + "/a/link");
    refused(
        () -> roots.check(root + "/a/link/missing"),
        FailureType.PATH_NOT_ALLOWED,
        root + "/a/link");
  }

  @Test
  void aLinkAsTheLastNameIsTheThingItself() throws IOException {
    Files.createSymbolicLink(root.resolve("last"), outside.resolve("secret"));
    assertThat(roots.find(root + "/last").state().orElseThrow().kind()).isEqualTo(FileKind.SYMLINK);
    refused(() -> roots.check(root + "/last"), FailureType.PATH_NOT_ALLOWED, root + "/last");
    refused(() -> roots.find(root + "/last").open(), FailureType.PATH_NOT_ALLOWED, root + "/last");
  }

  @Test
  void aLinkPlantedAfterTheCheckIsRefusedWhenOpened() throws IOException {
    AllowedPath found = roots.find(root + "/a/b/file");
    Files.move(root.resolve("a/b"), root.resolve("a/moved"));
    Files.createSymbolicLink(root.resolve("a/b"), outside);
    refused(found::open, FailureType.PATH_NOT_ALLOWED, root + "/a/b");
  }

  @Test
  void aRootGivenThroughALinkIsResolvedOnce() throws IOException {
    Path alias = Files.createSymbolicLink(temporary.resolve("alias"), root);
    var aliased = AllowedRoots.of(system, List.of(alias));
    assertThat(aliased.check(alias + "/a/b/file")).isEqualTo(root.resolve("a/b/file"));
    assertThat(aliased.check(root + "/a")).isEqualTo(root.resolve("a"));
    assertThat(aliased.directories()).containsExactly(root);
  }

  @Test
  void whatIsNoFileHasNoContent() {
    refused(() -> roots.find(root + "/a").open(), FailureType.INVALID_REQUEST, "regular file");
  }

  @Test
  void textThatIsNoPathIsRefused() {
    refused(() -> roots.check(""), FailureType.INVALID_REQUEST, "empty");
    refused(() -> roots.check("/a\0b"), FailureType.INVALID_REQUEST, "NUL");
    refused(() -> roots.check("/a\ud800"), FailureType.INVALID_REQUEST, "surrogate");
    refused(
        () -> AllowedRoots.of(system, List.of(root.resolve("none"))),
        FailureType.INVALID_REQUEST,
        "none");
    refused(() -> AllowedRoots.parse(""), FailureType.INVALID_REQUEST, AllowedRoots.SETTING);
  }

  private static void refused(Runnable action, FailureType type, String named) {
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(action::run)
        .withMessageContaining(named)
        .extracting(RollbackException::type)
        .isEqualTo(type);
  }
}
