package dev.rollback.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.ChildProcess;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.seal.BlobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Leases of processes of their own.
final class LeaseProcessesTest {
  @TempDir private Path directory;

  @Test
  void aLeaseOfAKilledProcessStandsUntilItsTimeIsOver() throws IOException {
    try (Blobs blobs = new DirectoryBlobs(directory);
        ChildProcess program = ChildProcess.start(LeaseProgram.class, List.of(), directory)) {
      var leases = new Leases(blobs);
      BlobId lease = BlobId.parse(String.valueOf(program.line()));
      assertThat(leases.present()).containsExactly(lease);
      assertThat(leases.holder(lease).orElseThrow().process())
          .isNotEqualTo(ProcessHandle.current().pid());

      program.kill();

      assertThat(leases.present()).containsExactly(lease);
      age();
      assertThat(leases.present()).isEmpty();
    }
  }

  @Test
  void aProcessThatEndsWellGivesItsLeaseBack() throws IOException {
    try (Blobs blobs = new DirectoryBlobs(directory);
        ChildProcess program = ChildProcess.start(LeaseProgram.class, List.of(), directory)) {
      program.line();

      program.endInput();

      assertThat(program.awaitEnd()).isZero();
      assertThat(new Leases(blobs).present()).isEmpty();
    }
  }

  @Test
  void aProcessThatWasTakenForDeadFindsOut() throws IOException {
    try (Blobs blobs = new DirectoryBlobs(directory);
        ChildProcess program = ChildProcess.start(LeaseProgram.class, List.of(), directory)) {
      program.line();
      program.say("");
      assertThat(program.line()).isEqualTo("true");

      age();
      assertThat(new Leases(blobs).present()).isEmpty();
      program.say("");

      assertThat(program.line()).isEqualTo("false");
    }
  }

  /// Makes all leases look as if nobody had renewed them for long.
  private void age() throws IOException {
    try (var files = Files.list(directory.resolve("leases"))) {
      for (Path file : files.toList()) {
        Instant old = Instant.now().minus(Leases.DEATH).minus(Duration.ofSeconds(1));
        Files.setLastModifiedTime(file, FileTime.from(old));
      }
    }
  }
}
