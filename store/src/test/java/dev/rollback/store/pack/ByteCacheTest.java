package dev.rollback.store.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ByteCacheTest {
  private static final int EACH = 100;
  private static final int ROOM = 4;
  private static final int KEYS = 64;

  private final AtomicInteger loads = new AtomicInteger();
  private final ByteCache<Integer> cache =
      new ByteCache<>(
          ROOM * EACH,
          _ -> {
            loads.incrementAndGet();
            return new byte[EACH];
          });

  @Test
  void theLatestUsedStay() throws Exception {
    for (int key = 0; key < KEYS; key++) {
      cache.get(key);
    }
    loads.set(0);

    for (int key = KEYS - ROOM; key < KEYS; key++) {
      cache.get(key);
    }

    assertThat(loads).hasValue(0);
  }

  /// Each array that is pushed out in the moment it comes would otherwise count for less than
  /// nothing, and others stay in its place for ever.
  @Test
  void manyThreadsMakeItHoldNoMore() throws Exception {
    together(
        () -> {
          var random = new Random();
          for (int i = 0; i < 20_000; i++) {
            cache.get(random.nextInt(KEYS));
          }
          return KEYS;
        });
    for (int key = 0; key < KEYS; key++) {
      cache.get(key);
    }
    loads.set(0);

    for (int key = KEYS - 1; key >= 0; key--) {
      cache.get(key);
    }

    assertThat(loads.get()).isGreaterThanOrEqualTo(KEYS - ROOM);
  }

  private static void together(Callable<Integer> work)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> done :
          threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> work).toList())) {
        assertThat(done.get()).isEqualTo(KEYS);
      }
    }
  }
}
