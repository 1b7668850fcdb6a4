package dev.rollback.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A list is given as far as a payload carries it.
class PageTest {
  private static final String LARGE = "x".repeat(300_000);

  @Test
  void aShortListIsGivenWhole() {
    assertThat(Page.carried(List.of("a", "b"))).containsExactly("a", "b");
  }

  @Test
  void aLongListEndsBeforeItIsTooLarge() {
    assertThat(Page.carried(Collections.nCopies(10, LARGE))).hasSize(3);
  }

  @Test
  void oneRowIsAlwaysGiven() {
    assertThat(Page.carried(List.of("y".repeat(1_200_000), "b"))).hasSize(1);
  }
}
