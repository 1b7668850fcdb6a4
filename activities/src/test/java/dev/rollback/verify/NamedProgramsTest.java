package dev.rollback.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamedProgramsTest {
  @TempDir Path directory = Path.of("unset");

  @Test
  void everythingOfAnEntryIsRead() throws IOException {
    NamedPrograms programs =
        NamedPrograms.read(
            file(
                """
                # checks of the shop
                commands:
                  check-orders:
                    argv: [/usr/local/bin/check-orders, --quiet, "no"]
                    args: {max: 2, pattern: "[a-z0-9-]+"}
                    directory: /srv/shop
                    timeout: 60
                    environment: {MODE: check}
                services:
                  nginx: {pid_file: /run/nginx.pid}
                  shop: {command: [/etc/init.d/shop, status], timeout: 5}
                """));

    NamedCommand command = programs.commands().get("check-orders");
    assertThat(command).isNotNull();
    assertThat(command.argv()).isEqualTo(List.of("/usr/local/bin/check-orders", "--quiet", "no"));
    assertThat(command.timeout()).isEqualTo(60);
    assertThat(command.environment()).isEqualTo(Map.of("MODE", "check"));
    assertThat(programs.services()).containsOnlyKeys("nginx", "shop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commands: {a: {argv: [check]}}",
        "commands: {a: {argv: []}}",
        "commands: {a: {argv: [/bin/true], shell: true}}",
        "commands: {a: {argv: [/bin/true], timeout: 0}}",
        "commands: {a: {argv: [/bin/true], args: {max: 2}}}",
        "commands: {a: {argv: [/bin/true], args: {max: 2, pattern: '['}}}",
        "commands: {a: {argv: [/bin/true], directory: srv}}",
        "commands: {a: {argv: [/bin/true]}, a: {argv: [/bin/false]}}",
        "services: {a: {}}",
        "services: {a: {pid_file: /run/a.pid, command: [/bin/true]}}",
        "comands: {}",
        "commands: [",
      })
  void whatIsWrongIsRefusedByName(String yaml) throws IOException {
    Path file = file(yaml);

    RollbackException refusal = refused(file);

    assertThat(refusal.type()).isEqualTo(FailureType.INVALID_REQUEST);
    assertThat(refusal).hasMessageContaining(file.toString()).hasMessageContaining("line 1");
  }

  @Test
  void aFileThatOthersMayWriteIsRefused() throws IOException {
    Path file = file("commands: {}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

    assertThat(refused(file).type()).isEqualTo(FailureType.PERMISSION_DENIED);
  }

  @Test
  void aMissingFileIsRefusedByName() {
    assertThat(refused(directory.resolve("missing"))).hasMessageContaining("missing");
  }

  private static RollbackException refused(Path file) {
    RollbackException refusal =
        catchThrowableOfType(RollbackException.class, () -> NamedPrograms.read(file));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private Path file(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("commands.yaml"), yaml);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }
}
