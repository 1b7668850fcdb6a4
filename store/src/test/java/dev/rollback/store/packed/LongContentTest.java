package dev.rollback.store.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Contents many times as long as the heap of the process that writes and reads them; longer still
/// with `-Psoak`.
class LongContentTest {
  private static final long LENGTH = Boolean.getBoolean("rollback.soak") ? 1L << 30 : 40L << 20;
  private static final String SMALL_HEAP = "-Xmx48m";

  @TempDir private Path directory;

  @Test
  void incompressibleContentPassesThroughASmallHeap() throws IOException {
    assertThat(stored(0xff)).isBetween(LENGTH, LENGTH + LENGTH / 1_000);
  }

  @Test
  void compressibleContentPassesThroughASmallHeap() throws IOException {
    assertThat(stored(0x07)).isLessThan(LENGTH / 2);
  }

  private long stored(int mask) throws IOException {
    try (ChildProcess child =
        ChildProcess.start(
            LongContentProgram.class, List.of(SMALL_HEAP), directory, LENGTH, mask)) {
      String[] lengths = String.valueOf(child.line()).split(" ", -1);
      assertThat(child.awaitEnd()).isZero();
      assertThat(lengths[0]).isEqualTo(Long.toString(LENGTH));
      return Long.parseLong(lengths[1]);
    }
  }
}
