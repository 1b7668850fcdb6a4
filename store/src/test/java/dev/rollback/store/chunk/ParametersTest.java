package dev.rollback.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.store.seal.MasterKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  private static final MasterKey MASTER = MasterKey.random();

  @Test
  void whatIsWrittenIsReadUnderTheSameKeyOnly() {
    byte[] bytes = Parameters.USUAL.encode(MASTER);

    assertThat(Parameters.decode(bytes, MASTER)).isEqualTo(Parameters.USUAL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.decode(bytes, MasterKey.random()));
  }

  @Test
  void everyFlippedBitIsFoundOut() {
    byte[] good = Parameters.USUAL.encode(MASTER);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThatIllegalArgumentException()
          .as("bit %d", bit)
          .isThrownBy(() -> Parameters.decode(flipped, MASTER));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "63,1024,4096,1024",
    "1024,1024,4096,1024",
    "512,1000,4096,1024",
    "512,1024,1024,1024",
    "512,1024,4194305,1024",
    "512,1024,4096,0"
  })
  void whatNoStoreCanBeCutByIsRefused(int minimum, int average, int maximum, int frame) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parameters(minimum, average, maximum, frame));
  }
}
