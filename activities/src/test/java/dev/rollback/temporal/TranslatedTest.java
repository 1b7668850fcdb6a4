package dev.rollback.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;

class TranslatedTest {
  private static ApplicationFailure after(Throwable thrown, int attempt) {
    return (ApplicationFailure) FailureTranslator.translate(thrown, attempt);
  }

  @Test
  void anErrorIsTriedAgainAFewTimesOnly() {
    assertThat(after(new StackOverflowError(), 1).isNonRetryable()).isFalse();
    ApplicationFailure last = after(new StackOverflowError(), 3);

    assertThat(last.isNonRetryable()).isTrue();
    assertThat(last.getType()).isEqualTo("Internal");
    assertThat(last.getOriginalMessage()).startsWith("StackOverflowError");
  }
}
