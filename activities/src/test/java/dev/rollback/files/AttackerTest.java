package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who may write in the target swaps a directory for a link, again and again, while the
/// engine restores it.
class AttackerTest {
  @TempDir private Path directory;

  @Test
  void nothingOutsideChangesWhileADirectoryTurnsIntoALinkAndBack() throws Exception {
    directory = directory.toRealPath();
    int rounds = Boolean.getBoolean("rollback.soak") ? 500 : 25;
    Files.createDirectory(directory.resolve("roots"));
    Path root = directory.resolve("roots");
    Shell.run(
        directory,
        """
        mkdir -p roots/etc/d outside/sub
        for f in 1 2 3 4; do echo $f > roots/etc/d/$f; echo outside > outside/$f; done
        chmod 711 outside; chmod 604 outside/*; chown 5:6 outside outside/*
        """);
    var bench = new Bench(root);
    NodeId captured = bench.capture("one", "etc/d/1", "etc/d/2", "etc/d/3", "etc/d/4");
    String before = TreeText.of(directory.resolve("outside"));
    var swaps = new AtomicLong();
    var stop = new AtomicBoolean();
    var attacker = Thread.ofPlatform().start(() -> attack(root.resolve("etc"), stop, swaps));
    try {
      for (int round = 0; round < rounds || swaps.get() < 100; round++) {
        damage(root.resolve("etc"), round);
        restoreIfPossible(bench, "p" + round, captured);
      }
    } finally {
      stop.set(true);
      attacker.join();
    }
    assertThat(TreeText.of(directory.resolve("outside"))).isEqualTo(before);
    bench.rollBack("last", captured);
    assertThat(Shell.run(root, "cat etc/d/[1-4]")).isEqualTo("1\n2\n3\n4\n");
  }

  /// The directory may be away at any moment; whichever place it has is damaged.
  private static void damage(Path etc, int round) throws IOException {
    for (Path place : new Path[] {etc.resolve("away"), etc.resolve("d")}) {
      if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        Shell.run(etc, "cd -P away 2>/dev/null || exit 0; echo %d > 1; rm -f 2".formatted(round));
      }
    }
  }

  private static void restoreIfPossible(Bench bench, String plan, NodeId root) {
    try {
      bench.rollBack(plan, root);
    } catch (RollbackException refused) {
      assertThat(refused.sentence()).isNotEmpty();
    }
  }

  private static void attack(Path etc, AtomicBoolean stop, AtomicLong swaps) {
    Path target = etc.resolve("d");
    Path away = etc.resolve("away");
    try {
      while (!stop.get()) {
        Files.move(target, away, StandardCopyOption.ATOMIC_MOVE);
        Files.createSymbolicLink(target, Path.of("../../outside"));
        swaps.incrementAndGet();
        Thread.onSpinWait();
        Files.delete(target);
        Files.move(away, target, StandardCopyOption.ATOMIC_MOVE);
        for (int wait = 0; wait < 2000; wait++) {
          Thread.onSpinWait();
        }
      }
    } catch (IOException e) {
      throw new AssertionError("The attacker was disturbed: " + e, e);
    }
  }
}
