package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What Java's failures and names become.
class NioCallsTest {
  @Test
  void failuresSayWhatTheKernelSaid() {
    assertThat(NioCalls.errno(new NoSuchFileException("a"))).isEqualTo(Errno.ENOENT);
    assertThat(NioCalls.errno(new FileAlreadyExistsException("a"))).isEqualTo(Errno.EEXIST);
    assertThat(NioCalls.errno(new DirectoryNotEmptyException("a"))).isEqualTo(Errno.ENOTEMPTY);
    assertThat(NioCalls.errno(new NotDirectoryException("a"))).isEqualTo(Errno.ENOTDIR);
    assertThat(NioCalls.errno(new AccessDeniedException("a"))).isEqualTo(Errno.EACCES);
    assertThat(NioCalls.errno(new FileSystemLoopException("a"))).isEqualTo(Errno.ELOOP);
    assertThat(NioCalls.errno(new AtomicMoveNotSupportedException("a", "b", "c")))
        .isEqualTo(Errno.EXDEV);
    assertThat(NioCalls.errno(new IOException("No space left on device"))).isEqualTo(Errno.ENOSPC);
    assertThat(NioCalls.errno(new FileSystemException("a", null, "Read-only file system")))
        .isEqualTo(Errno.EROFS);
    assertThat(NioCalls.errno(new FileSystemException("a", null, "Something else")))
        .isEqualTo(Errno.OTHER);
    assertThat(NioCalls.errno(new FileSystemException("a"))).isEqualTo(Errno.OTHER);
  }

  @Test
  void aFailureKeepsItsCauseAndSaysWhatItIsAbout() {
    assertThatExceptionOfType(SystemFailure.class)
        .isThrownBy(
            () ->
                NioCalls.run(
                    "open",
                    "etc/one",
                    () -> {
                      throw new AccessDeniedException("etc/one");
                    }))
        .withMessage("open failed with EACCES on etc/one")
        .withCauseInstanceOf(AccessDeniedException.class);
  }

  @Test
  void onlyWhatComesBackAsItIsCanBeSpelled() {
    assertThat(NioNames.spelled(Names.utf8("plain"))).contains(Path.of("plain"));
    assertThat(NioNames.spelled(Names.utf8("a//b"))).isEmpty();
    assertThat(NioNames.spelled(Names.utf8("a/"))).isEmpty();
    assertThat(NioNames.spelled(new byte[] {'a', (byte) 0xff})).isEmpty();
    assertThat(NioNames.spelled(new byte[] {'a', 0})).isEmpty();
    assertThat(NioNames.bytes(Path.of("plain")))
        .isEqualTo("plain".getBytes(StandardCharsets.US_ASCII));
  }
}
