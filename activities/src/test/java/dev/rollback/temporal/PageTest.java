package dev.rollback.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void aListThatFitsIsWhole() {
    assertThat(Page.carried(List.of("a", "b"))).containsExactly("a", "b");
  }

  @Test
  void aListThatIsTooLongIsCutToWhatFits() {
    List<String> rows = Collections.nCopies(100, "x".repeat(64 * 1024));

    assertThat(Page.carried(rows)).hasSize(15);
  }

  @Test
  void oneRowIsAlwaysGiven() {
    assertThat(Page.carried(List.of("x".repeat(2_000_000), "y"))).hasSize(1);
  }
}
