package dev.rollback.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.store.Bytes;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.Trouble;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every storage promises, whatever it is made of.
abstract class BlobsContract {
  private static final int AMPLE = 1 << 20;

  /// A storage with nothing in it, the same one within a test.
  abstract Blobs blobs() throws StoreException;

  @Test
  void whatWasCreatedIsReadBack() throws Exception {
    assertThat(blobs().create("format", Bytes.text("a store"))).isTrue();

    assertThat(blobs().read("format", AMPLE)).isEqualTo(Bytes.text("a store"));
  }

  @Test
  void anEmptyBlobIsABlob() throws Exception {
    blobs().create("empty", new byte[0]);

    assertThat(blobs().read("empty", 0)).isEmpty();
    assertThat(blobs().status("empty").orElseThrow().length()).isZero();
  }

  @Test
  void aTakenNameIsNotCreatedAgain() throws Exception {
    blobs().create("leases/one", Bytes.text("first"));

    assertThat(blobs().create("leases/one", Bytes.text("second"))).isFalse();

    assertThat(blobs().read("leases/one", AMPLE)).isEqualTo(Bytes.text("first"));
  }

  @Test
  void ofSeveralCreatorsOneWins() throws Exception {
    for (int round = 0; round < 8; round++) {
      String name = "race/" + round;
      List<Callable<String>> creators = new ArrayList<>();
      for (int creator = 0; creator < 6; creator++) {
        String bytes = "creator " + creator;
        creators.add(() -> blobs().create(name, Bytes.text(bytes)) ? bytes : "");
      }

      List<String> winners = together(creators).stream().filter(won -> !won.isEmpty()).toList();

      assertThat(winners).hasSize(1);
      assertThat(blobs().read(name, AMPLE)).isEqualTo(Bytes.text(winners.getFirst()));
    }
  }

  @Test
  void replacingPutsNewBytesInTheirPlace() throws Exception {
    blobs().replace("owners/app", Bytes.noise(1, 5000));
    blobs().replace("owners/app", Bytes.text("less"));

    assertThat(blobs().read("owners/app", AMPLE)).isEqualTo(Bytes.text("less"));
  }

  @Test
  void aReaderBesideAReplacerSeesOldOrNew() throws Exception {
    byte[] even = Bytes.prose(1, 30_000);
    byte[] odd = Bytes.noise(2, 40_000);
    blobs().replace("owners/app", even);
    Callable<Boolean> replacer =
        () -> {
          for (int i = 0; i < 30; i++) {
            blobs().replace("owners/app", i % 2 == 0 ? odd : even);
          }
          return true;
        };
    Callable<Boolean> reader =
        () -> {
          boolean whole = true;
          for (int i = 0; i < 60; i++) {
            byte[] read = blobs().read("owners/app", AMPLE);
            whole &= Arrays.equals(read, odd) || Arrays.equals(read, even);
          }
          return whole;
        };

    assertThat(together(List.of(replacer, reader, reader))).containsOnly(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70_000, 9_000_001})
  void whatASinkWasGivenIsTheBlob(int length) throws Exception {
    byte[] content = Bytes.noise(3, length);

    try (BlobSink sink = blobs().sink("packs/ab/abcd")) {
      byte[] piece = new byte[8191];
      for (int at = 0; at < length; at += piece.length) {
        int count = Math.min(piece.length, length - at);
        System.arraycopy(content, at, piece, 0, count);
        sink.write(piece, 0, count);
        Arrays.fill(piece, (byte) 0);
      }
      assertThat(sink.length()).isEqualTo(length);
      sink.commit();
    }

    assertThat(blobs().read("packs/ab/abcd", length)).isEqualTo(content);
    assertThat(blobs().status("packs/ab/abcd").orElseThrow().length()).isEqualTo(length);
  }

  @Test
  void aSinkThatIsNotCommittedLeavesNothing() throws Exception {
    try (BlobSink sink = blobs().sink("packs/ab/abcd")) {
      sink.write(Bytes.noise(4, 100_000), 0, 100_000);
    }

    assertThat(blobs().status("packs/ab/abcd")).isEmpty();
    assertThat(names("")).isEmpty();
  }

  @Test
  void whatIsBeingWrittenIsNotSeen() throws Exception {
    try (BlobSink sink = blobs().sink("packs/ab/abcd")) {
      sink.write(Bytes.noise(4, 100_000), 0, 100_000);

      assertThat(names("")).isEmpty();
      assertThat(blobs().vacant()).isTrue();
    }
  }

  @Test
  void aRangeIsReadByItself() throws Exception {
    byte[] content = Bytes.noise(5, 100_000);
    blobs().create("packs/ab/abcd", content);
    byte[] into = new byte[1000];

    blobs().read("packs/ab/abcd", 50_000, into, 100, 800);

    var expected = new ByteArrayOutputStream();
    expected.write(new byte[100]);
    expected.write(content, 50_000, 800);
    expected.write(new byte[100]);
    assertThat(into).isEqualTo(expected.toByteArray());
  }

  @Test
  void aRangeOfNoBytesIsReadAnywhereWithinABlob() throws Exception {
    blobs().create("packs/ab/abcd", Bytes.noise(5, 10));

    blobs().read("packs/ab/abcd", 10, new byte[0], 0, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {99_999, 100_000, 1L << 40})
  void aRangeBeyondTheEndIsDamage(long offset) throws Exception {
    blobs().create("packs/ab/abcd", Bytes.noise(5, 100_000));

    StoreException trouble =
        Trouble.thrownBy(() -> blobs().read("packs/ab/abcd", offset, new byte[2], 0, 2));

    assertThat(trouble.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(trouble).hasMessageContainingAll("packs/ab/abcd", blobs().place(), "cut off");
  }

  @Test
  void whatIsNotThereIsMissing() throws Exception {
    assertThat(Trouble.of(() -> blobs().read("none", AMPLE))).isEqualTo(Kind.MISSING);
    assertThat(Trouble.of(() -> blobs().read("packs/ab/none", 5, new byte[9], 0, 9)))
        .isEqualTo(Kind.MISSING);
    assertThat(blobs().status("packs/ab/none")).isEmpty();
  }

  @Test
  void aBlobThatIsLongerThanItMayBeIsNotRead() throws Exception {
    blobs().create("owners/app", new byte[1001]);

    StoreException trouble = Trouble.thrownBy(() -> blobs().read("owners/app", 1000));

    assertThat(trouble.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(trouble).hasMessageContainingAll("owners/app", "1001", "1000");
  }

  @Test
  void whatWasDeletedIsGone() throws Exception {
    blobs().create("leases/one", new byte[3]);

    blobs().delete("leases/one");

    assertThat(blobs().status("leases/one")).isEmpty();
    assertThat(names("leases/")).isEmpty();
    assertThat(blobs().create("leases/one", new byte[4])).isTrue();
  }

  @Test
  void deletingWhatIsNotThereDoesNothing() throws Exception {
    blobs().delete("leases/one");
    blobs().create("leases/two", new byte[3]);

    blobs().delete("leases/one");

    assertThat(names("")).containsExactly("leases/two");
  }

  @Test
  void aListHoldsWhatBeginsWithThePrefixAndNothingElse() throws Exception {
    for (String name :
        List.of("a_metadata.json", "index/1", "packs/ab/1", "packs/cd/2", "packs2/x")) {
      blobs().create(name, new byte[name.length()]);
    }

    assertThat(names("packs/")).containsExactly("packs/ab/1", "packs/cd/2");
    assertThat(names("packs/cd/")).containsExactly("packs/cd/2");
    assertThat(names("pack/")).isEmpty();
    assertThat(names(""))
        .containsExactly("a_metadata.json", "index/1", "packs/ab/1", "packs/cd/2", "packs2/x");
  }

  @Test
  void aListSaysHowLongEachBlobIs() throws Exception {
    blobs().create("index/1", new byte[17]);
    var listed = new ArrayList<BlobStatus>();

    blobs().list("index/", listed::add);

    assertThat(listed).containsExactly(blobs().status("index/1").orElseThrow());
    assertThat(listed.getFirst().length()).isEqualTo(17);
  }

  @Test
  void theStoragesTimeIsTheOneItGivesToBlobs() throws Exception {
    var before = blobs().now();
    blobs().create("leases/one", new byte[1]);
    var after = blobs().now();

    var written = blobs().status("leases/one").orElseThrow().written();

    assertThat(written).isBetween(before, after);
    assertThat(Duration.between(before, after)).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void aPlaceWithAnythingInItIsNotVacant() throws Exception {
    assertThat(blobs().vacant()).isTrue();
    blobs().now();
    assertThat(blobs().vacant()).isTrue();

    blobs().create("x/y", new byte[1]);

    assertThat(blobs().vacant()).isFalse();
  }

  @Test
  void sweepingSparesWhatIsBeingWritten() throws Exception {
    try (BlobSink sink = blobs().sink("packs/ab/abcd")) {
      sink.write(new byte[100], 0, 100);

      assertThat(blobs().sweep(blobs().now().minus(Duration.ofHours(1)))).isZero();
      sink.commit();
    }

    assertThat(blobs().read("packs/ab/abcd", 100)).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/../b",
        "/a",
        "a/",
        "a//b",
        "a b",
        "a\\b",
        "é",
        "a\n",
        "a\0b",
        "temporary",
        "temporary/x"
      })
  void aNameThatIsNoneIsRefusedEverywhere(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> blobs().create(name, new byte[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> blobs().replace(name, new byte[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> blobs().sink(name).close());
    assertThatIllegalArgumentException().isThrownBy(() -> blobs().read(name, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> blobs().read(name, 0, new byte[1], 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> blobs().status(name));
    assertThatIllegalArgumentException().isThrownBy(() -> blobs().delete(name));
    assertThatIllegalArgumentException().isThrownBy(() -> blobs().list(name + "x", _ -> {}));
  }

  @Test
  void manyThreadsWriteAtOnce() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int writer = 0; writer < 24; writer++) {
      String name = "packs/%02x/%d".formatted(writer % 5, writer);
      writers.add(() -> blobs().create(name, Bytes.text(name)));
    }

    assertThat(together(writers)).containsOnly(true);

    for (String name : names("")) {
      assertThat(blobs().read(name, AMPLE)).isEqualTo(Bytes.text(name));
    }
    assertThat(names("")).hasSize(24);
  }

  final Set<String> names(String prefix) throws StoreException {
    var names = new TreeSet<String>();
    blobs().list(prefix, status -> names.add(status.name()));
    return names;
  }

  private static <T> List<T> together(List<Callable<T>> deeds) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : threads.invokeAll(deeds)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
