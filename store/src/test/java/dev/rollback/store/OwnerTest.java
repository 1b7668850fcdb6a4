package dev.rollback.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "deployment_v1.2.3",
        "deployment_v1.2.3/members/web",
        "plan/ab12",
        "-",
        "...",
        "a/.b"
      })
  void takesSegmentsJoinedBySlashes(String name) {
    assertThat(new Owner(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "a/./b", "a b", "a\0",
        "a\n", "a\\b", "ä", "a+b", "~", "*"
      })
  void refusesEverythingElse(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Owner(name));
  }

  @Test
  void takesTheLongestNameAndRefusesALongerOne() {
    assertThat(new Owner("a".repeat(Owner.MAXIMUM_LENGTH)).name()).hasSize(512);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Owner("a".repeat(Owner.MAXIMUM_LENGTH + 1)));
  }
}
