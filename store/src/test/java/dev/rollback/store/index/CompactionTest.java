package dev.rollback.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CompactionTest {
  @Test
  void fewFilesAreLeft() {
    assertThat(Compaction.count(equal(16, 10))).isZero();
  }

  @Test
  void manyFilesOfOneSizeBecomeOne() {
    assertThat(Compaction.count(equal(17, 10))).isEqualTo(17);
  }

  @Test
  void aFileThatIsMuchLargerThanTheSmallOnesIsLeft() {
    long[] entries = equal(17, 10);
    entries[16] = 321;

    assertThat(Compaction.count(entries)).isEqualTo(16);
  }

  /// The table of a file that is longer than its readers take is damage to them.
  @Test
  void filesThatTogetherExceedWhatOneMayHoldAreLeft() {
    assertThat(Compaction.count(equal(17, IndexFormat.MOST_ENTRIES))).isZero();
    assertThat(Compaction.count(equal(17, IndexFormat.MOST_ENTRIES / 2))).isEqualTo(2);
  }

  private static long[] equal(int files, long entries) {
    long[] all = new long[files];
    Arrays.fill(all, entries);
    return all;
  }
}
