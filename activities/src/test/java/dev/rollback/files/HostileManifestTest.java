package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileManifestTest {
  private static final Metadata PLAIN =
      new Metadata(0644, 0, 0, 0, 0, java.util.Collections.emptySortedMap());

  @Test
  void aManifestComesBackAsItWasWritten() {
    Manifest manifest = manifest();
    Manifest read = Manifest.decoded(manifest.encoded());
    assertThat(read).isEqualTo(manifest);
    assertThat(read.encoded()).isEqualTo(manifest.encoded());
  }

  @Test
  void aCutOrLengthenedManifestIsCorrupt() {
    byte[] whole = manifest().encoded();
    for (int length = 0; length < whole.length; length++) {
      corrupt(Arrays.copyOf(whole, length));
    }
    corrupt(Arrays.copyOf(whole, whole.length + 1));
  }

  @Test
  void flippedBytesAreCorruptOrAnotherValidManifestButNeverAnotherFailure() {
    long seed = Long.getLong("rollback.seed", 42L);
    var random = new Random(seed);
    byte[] whole = manifest().encoded();
    for (int round = 0; round < 5000; round++) {
      byte[] flipped = whole.clone();
      for (int each = 0; each <= random.nextInt(4); each++) {
        flipped[random.nextInt(flipped.length)] = (byte) random.nextInt();
      }
      try {
        Manifest read = Manifest.decoded(flipped);
        read.tree()
            .entries()
            .forEach(entry -> assertThat(entry.path().toString()).doesNotContain("/../"));
      } catch (RollbackException e) {
        assertThat(e.type()).isEqualTo(FailureType.SNAPSHOT_CORRUPT);
      }
    }
  }

  @Test
  void pathsThatLeadElsewhereAreCorrupt() {
    for (String path : List.of("relative", "/a/../b", "/a/./b", "/a//b", "/a/", "", "/a\0b")) {
      corrupt(tree(path));
    }
  }

  @Test
  void hugeCountsAreCorruptAndCostNothing() {
    corrupt(new Encoder().plain(head()).small(Integer.MAX_VALUE).encoded());
    corrupt(new Encoder().plain(head()).small(-1).encoded());
  }

  @Test
  void unsortedAndRepeatedNamesAreCorrupt() {
    corrupt(tree("/b", "/a"));
    corrupt(tree("/a", "/a"));
  }

  @Test
  void whatLiesBeneathAFileIsCorrupt() {
    corrupt(tree("/a", "/a/b"));
  }

  /// Entries that are FIFOs, written without the checks of their records.
  private static byte[] tree(String... paths) {
    var encoder = new Encoder().plain(head()).small(paths.length);
    for (String path : paths) {
      encoder.one(FileKind.FIFO.code()).one(0).text(path);
      encoder.small(0644).small(0).small(0).number(0).small(0).small(0).small(0);
    }
    return encoder.encoded();
  }

  /// A manifest up to its tree.
  private static byte[] head() {
    byte[] empty = new Manifest(scope(), Tree.of(List.of()), 1, 2, List.of()).encoded();
    return Arrays.copyOf(empty, empty.length - Integer.BYTES);
  }

  private static Scope scope() {
    return new Scope(List.of(new Scope.Item(path("/a"), List.of(new Scope.RawName("*.conf")))));
  }

  private static Manifest manifest() {
    var content = new Body.Content(3, ContentId.of(new byte[3]));
    var attributes = new java.util.TreeMap<>(java.util.Map.of("user.x", "\u00ff\0"));
    var rich = new Metadata(04755, 1, -2, -5, 999_999_999, attributes);
    return new Manifest(
        scope(),
        Tree.of(
            List.of(
                new Entry(path("/a"), FileKind.DIRECTORY, rich, Body.NOTHING, 0, true),
                new Entry(path("/a/b"), FileKind.FILE, PLAIN, content, 1, false),
                new Entry(path("/a/c"), FileKind.FILE, rich, content, 1, false),
                new Entry(path("/a/d"), FileKind.SYMLINK, PLAIN, new Body.Link("x"), 0, false),
                new Entry(
                    path("/a/e"), FileKind.BLOCK_DEVICE, PLAIN, new Body.Device(1, 2), 0, false),
                Entry.absent(path("/a/f")))),
        1,
        2,
        List.of("a note"));
  }

  private static RawPath path(String text) {
    return RawPath.of(Names.utf8(text));
  }

  private static void corrupt(byte[] bytes) {
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(() -> Manifest.decoded(bytes))
        .extracting(RollbackException::type)
        .isEqualTo(FailureType.SNAPSHOT_CORRUPT);
  }
}
