package dev.rollback.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkerTest {
  private static final Parameters SMALL = new Parameters(1 << 10, 4 << 10, 16 << 10, 1 << 10);
  private static final Chunker CHUNKER = new Chunker(SMALL, new byte[32]);

  @Test
  void allPiecesButTheLastAreWithinTheBounds() {
    byte[] content = Bytes.noise(1, 1_000_000);
    List<byte[]> pieces = pieces(CHUNKER, content);

    for (byte[] piece : pieces.subList(0, pieces.size() - 1)) {
      assertThat(piece.length).isBetween(1 << 10, 16 << 10);
    }
    assertThat(pieces.stream().mapToInt(piece -> piece.length).sum()).isEqualTo(content.length);
    assertThat(content.length / pieces.size()).isBetween(3 << 10, 6 << 10);
  }

  @Test
  void whatIsAllAlikeIsCutAtTheMaximum() {
    assertThat(CHUNKER.cut(new byte[100_000], 5, 90_000)).isEqualTo(16 << 10);
  }

  @Test
  void noContentUpToTheMinimumIsCut() {
    assertThat(CHUNKER.cut(Bytes.noise(1, 1 << 10), 0, 1 << 10)).isEqualTo(1 << 10);
    assertThat(CHUNKER.cut(new byte[0], 0, 0)).isZero();
  }

  @Test
  void anInsertionMovesFewCuts() {
    byte[] before = Bytes.noise(2, 1_000_000);
    byte[] after = new byte[before.length + 7];
    System.arraycopy(before, 0, after, 0, 500_000);
    System.arraycopy(before, 500_000, after, 500_007, 500_000);

    var known = new HashSet<Integer>();
    pieces(CHUNKER, before).forEach(piece -> known.add(Arrays.hashCode(piece)));
    long fresh =
        pieces(CHUNKER, after).stream().filter(p -> !known.contains(Arrays.hashCode(p))).count();

    assertThat(fresh).isBetween(1L, 3L);
  }

  @Test
  void anotherSeedCutsElsewhere() {
    byte[] seed = new byte[32];
    seed[31] = 1;
    byte[] content = Bytes.noise(3, 100_000);

    assertThat(pieces(new Chunker(SMALL, seed), content).getFirst().length)
        .isNotEqualTo(pieces(CHUNKER, content).getFirst().length);
  }

  @Test
  void cutsAreWhereTheyAlwaysWere() {
    assertThat(pieces(CHUNKER, Bytes.noise(4, 30_000)))
        .extracting(piece -> piece.length)
        .containsExactly(4465, 5146, 4253, 4721, 4145, 1732, 4781, 757);
  }

  private static List<byte[]> pieces(Chunker chunker, byte[] content) {
    var pieces = new ArrayList<byte[]>();
    for (int at = 0; at < content.length; ) {
      int length = chunker.cut(content, at, content.length - at);
      pieces.add(Arrays.copyOfRange(content, at, at + length));
      at += length;
    }
    return pieces;
  }
}
