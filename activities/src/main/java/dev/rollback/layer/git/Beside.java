package dev.rollback.layer.git;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// An answer that is found while the asker does something else.
final class Beside<T> {
  private final CompletableFuture<T> answer;

  private Beside(CompletableFuture<T> answer) {
    this.answer = answer;
  }

  static <T> Beside<T> begin(Supplier<T> question) {
    return new Beside<>(
        CompletableFuture.supplyAsync(question, task -> Thread.ofVirtual().start(task)));
  }

  /// Waits for it; a failure is thrown as the question threw it.
  T answer() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
