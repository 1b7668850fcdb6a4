package dev.rollback.store;

import static dev.rollback.store.StoreException.Kind.FAILED;
import static dev.rollback.store.StoreException.Kind.MISSING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store does. A back end's test extends this and opens its store.
public abstract class SnapshotStoreContract {
  private static final Owner WEB = new Owner("deployment_v1.2.3/members/web");
  private static final Owner DATABASE = new Owner("deployment_v1.2.3/members/db");

  private final List<SnapshotStore> opened = new ArrayList<>();
  private SnapshotStore store;

  /// Opens the store under test; each call gives another instance on the same storage, which is
  /// empty when a test begins.
  protected abstract SnapshotStore open() throws StoreException;

  /// Opens one more instance, which is closed when the test ends.
  protected final SnapshotStore another() throws StoreException {
    SnapshotStore instance = open();
    opened.add(instance);
    return instance;
  }

  @BeforeEach
  void openStore() throws StoreException {
    store = another();
  }

  @AfterEach
  void closeStores() throws StoreException {
    for (SnapshotStore instance : opened) {
      instance.close();
    }
  }

  static Stream<byte[]> contents() {
    return Stream.of(
        new byte[0],
        new byte[] {7},
        new byte[200_000],
        Bytes.text("listen 443 ssl;\n"),
        Bytes.prose(1, 5_000),
        Bytes.noise(2, 5_000),
        Bytes.prose(3, 128 << 10),
        Bytes.prose(4, (128 << 10) + 1),
        Bytes.noise(5, (128 << 10) + 1),
        Bytes.prose(6, 3_000_000),
        Bytes.noise(7, 3_000_000));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void whatIsWrittenIsRead(byte[] content) throws IOException {
    ContentId id = write(WEB, content).getFirst();

    assertThat(id).isEqualTo(ContentId.of(content));
    assertThat(another().reader().read(id, content.length)).isEqualTo(content);
    assertThat(store.reader().size(id)).isEqualTo(content.length);
    assertThat(store.check(true).damages()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contents")
  void aStreamIsStoredAsItsBytesAre(byte[] content) throws IOException {
    try (SnapshotWriter writer = store.writer(WEB)) {
      ContentId id = writer.write(dripping(content));
      writer.commit();

      assertThat(id).isEqualTo(ContentId.of(content));
      assertThat(writer.contentBytes()).isEqualTo(content.length);
      try (InputStream stream = store.reader().open(id)) {
        assertThat(stream.readAllBytes()).isEqualTo(content);
        assertThat(stream.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void equalContentIsStoredOnce() throws IOException {
    byte[] content = Bytes.noise(8, 10_000);
    try (SnapshotWriter first = store.writer(WEB)) {
      first.write(content);
      first.write(content);
      first.commit();
      assertThat(first.contentBytes()).isEqualTo(20_000);
      assertThat(first.storedBytes()).isBetween(10_000L, 10_300L);
    }
    try (SnapshotWriter second = another().writer(DATABASE)) {
      second.write(new ByteArrayInputStream(content));
      second.commit();
      assertThat(second.storedBytes()).isZero();
    }
    assertThat(store.usage().contents()).isEqualTo(1);
  }

  @Test
  void compressibleContentTakesLessRoom() throws IOException {
    write(WEB, Bytes.prose(9, 1_000_000));

    assertThat(store.usage().contentBytes()).isEqualTo(1_000_000);
    assertThat(store.usage().storedBytes()).isLessThan(500_000);
  }

  @Test
  void nothingCountsBeforeTheCommit() throws IOException {
    try (SnapshotWriter writer = store.writer(WEB)) {
      ContentId id = writer.write(Bytes.text("a"));

      assertThat(store.owners()).isEmpty();
      assertThat(store.reader().contains(id)).isFalse();
      writer.commit();
      assertThat(store.owners()).containsExactly(WEB);
      assertThat(store.contents(WEB)).containsExactly(id);
      assertThat(store.reader().contains(id)).isTrue();
    }
  }

  @Test
  void closingWithoutCommitLeavesWhatTheOwnerKept() throws IOException {
    ContentId old = write(WEB, Bytes.text("old")).getFirst();
    try (SnapshotWriter writer = store.writer(WEB)) {
      writer.write(Bytes.text("new"));
    }

    assertThat(store.contents(WEB)).containsExactly(old);
    assertThat(store.usage().contents()).isEqualTo(1);
  }

  @Test
  void writingAgainReplacesWhatTheOwnerKept() throws IOException {
    write(WEB, Bytes.text("old"), Bytes.text("both"));
    List<ContentId> ids = write(WEB, Bytes.text("both"), Bytes.text("new"));

    assertThat(store.contents(WEB)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void anOwnerMayKeepNothing() throws IOException {
    write(WEB);

    assertThat(store.owners()).containsExactly(WEB);
    assertThat(store.contents(WEB)).isEmpty();
    assertThat(store.check(true).damages()).isEmpty();
  }

  @Test
  void anUnknownOwnerKeepsNothing() throws IOException {
    assertThat(store.contents(WEB)).isEmpty();
  }

  @Test
  void theLongestAndTheOddestNamesOwn() throws IOException {
    List<Owner> owners =
        Stream.of("a".repeat(512), "a".repeat(511) + "b", "A", "a", "a/b", "a.b", "...", "-rf")
            .map(Owner::new)
            .sorted()
            .toList();
    for (Owner owner : owners) {
      write(owner, Bytes.text(owner.name()));
    }

    assertThat(store.owners()).containsExactlyElementsOf(owners);
    for (Owner owner : owners) {
      assertThat(store.contents(owner)).containsExactly(ContentId.of(Bytes.text(owner.name())));
    }
  }

  @Test
  void keepingTakesOverWhatAnotherOwnerHas() throws IOException {
    ContentId id = write(WEB, Bytes.text("shared")).getFirst();
    try (SnapshotWriter writer = store.writer(DATABASE)) {
      writer.keep(id);
      writer.commit();
    }
    store.release(WEB);
    store.collect(Duration.ZERO);

    assertThat(store.reader().read(id, 100)).isEqualTo(Bytes.text("shared"));
  }

  @Test
  void keepingWhatTheStoreLacksIsRefused() throws IOException {
    try (SnapshotWriter writer = store.writer(WEB)) {
      assertThat(Trouble.of(() -> writer.keep(ContentId.of(Bytes.text("none")))))
          .isEqualTo(MISSING);
    }
  }

  @Test
  void releasedContentIsCollected() throws IOException {
    ContentId alone = write(WEB, Bytes.text("alone"), Bytes.text("shared")).getFirst();
    ContentId shared = write(DATABASE, Bytes.text("shared")).getFirst();
    store.release(WEB);
    store.release(WEB);

    // What one collection gives up, the next may take.
    CollectReport first = store.collect(Duration.ZERO);
    CollectReport second = store.collect(Duration.ZERO);

    assertThat(first.removedContents() + second.removedContents()).isEqualTo(1);
    assertThat(first.removedBytes() + second.removedBytes()).isPositive();
    assertThat(store.reader().contains(alone)).isFalse();
    assertThat(store.reader().contains(shared)).isTrue();
    assertThat(store.owners()).containsExactly(DATABASE);
  }

  @Test
  void youngContentIsSparedByTheGrace() throws IOException {
    ContentId id = write(WEB, Bytes.text("young")).getFirst();
    store.release(WEB);

    assertThat(store.collect(Duration.ofHours(1)).sparedContents()).isEqualTo(1);
    assertThat(store.reader().contains(id)).isTrue();
  }

  @Test
  void aCollectionTakesNothingFromARunningWriter() throws IOException {
    ContentId old = write(DATABASE, Bytes.text("old")).getFirst();
    store.release(DATABASE);
    try (SnapshotWriter writer = store.writer(WEB)) {
      writer.write(Bytes.text("old"));
      ContentId fresh = writer.write(Bytes.text("new"));
      another().collect(Duration.ZERO);
      writer.commit();

      assertThat(store.contents(WEB)).containsExactlyInAnyOrder(old, fresh);
      store.reader().verify(old);
      store.reader().verify(fresh);
    }
  }

  @Test
  void writersOfTheSameContentAgreeWhileCollectionsRun() throws Exception {
    SnapshotStore other = another();
    SnapshotStore third = another();
    var jobs = new ArrayList<Callable<Object>>();
    for (int i = 0; i < 24; i++) {
      int number = i;
      SnapshotStore mine = i % 2 == 0 ? store : other;
      jobs.add(() -> rewrite(mine, new Owner("owner/" + number % 8), number));
      jobs.add(() -> third.collect(Duration.ZERO));
    }
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (Future<Object> done : threads.invokeAll(jobs)) {
        done.get();
      }
    }

    assertThat(store.owners()).hasSize(8);
    assertThat(store.check(true).damages()).isEmpty();
  }

  private static Object rewrite(SnapshotStore store, Owner owner, int number) throws IOException {
    for (int round = 0; round < 5; round++) {
      store.release(owner);
      try (SnapshotWriter writer = store.writer(owner)) {
        for (int i = 0; i < 10; i++) {
          writer.write(Bytes.prose((number + i) % 12, 2_000));
        }
        writer.commit();
      }
    }
    return owner;
  }

  @Test
  void threadsShareAWriter() throws IOException {
    List<ContentId> ids;
    try (SnapshotWriter writer = store.writer(WEB)) {
      ids =
          IntStream.range(0, 400)
              .parallel()
              .mapToObj(number -> writeUnchecked(writer, Bytes.prose(number % 50, 300)))
              .toList();
      writer.commit();
      assertThat(writer.contentBytes()).isEqualTo(400 * 300);
    }

    assertThat(store.contents(WEB)).hasSize(50).containsAll(ids);
    assertThat(store.check(true).damages()).isEmpty();
  }

  private static ContentId writeUnchecked(SnapshotWriter writer, byte[] content) {
    try {
      return writer.write(content);
    } catch (StoreException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void aFailureOfTheSourceReachesItsCallerAsItIsAndStoresNothing() throws IOException {
    var failure = new IOException("the source broke");
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(Bytes.prose(1, 500_000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw failure;
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw failure;
              }
            });
    try (SnapshotWriter writer = store.writer(WEB)) {
      assertThatThrownBy(() -> writer.write(broken)).isSameAs(failure);
      ContentId id = writer.write(Bytes.text("afterwards"));
      writer.commit();

      assertThat(store.contents(WEB)).containsExactly(id);
    }
  }

  @Test
  void anEndedWriterRefusesToWrite() throws IOException {
    SnapshotWriter writer = store.writer(WEB);
    writer.commit();
    assertThatIllegalStateException().isThrownBy(() -> writer.write(new byte[0]));
    assertThatIllegalStateException().isThrownBy(writer::commit);
    writer.close();
    writer.close();
    assertThatIllegalStateException().isThrownBy(() -> writer.write(new byte[0]));
  }

  @Test
  void closingTheStoreDiscardsOpenWriters() throws IOException {
    SnapshotStore closing = another();
    SnapshotWriter writer = closing.writer(WEB);
    writer.write(Bytes.text("lost"));
    closing.close();

    assertThatIllegalStateException().isThrownBy(writer::commit);
    assertThatIllegalStateException().isThrownBy(() -> closing.writer(WEB));
    assertThat(store.owners()).isEmpty();
  }

  @Test
  void missingContentIsSaidToBeMissing() throws StoreException {
    ContentId none = ContentId.of(Bytes.text("none"));
    SnapshotReader reader = store.reader();

    assertThat(reader.contains(none)).isFalse();
    assertThat(Trouble.of(() -> reader.open(none))).isEqualTo(MISSING);
    assertThat(Trouble.of(() -> reader.read(none, 1))).isEqualTo(MISSING);
    assertThat(Trouble.of(() -> reader.size(none))).isEqualTo(MISSING);
    assertThat(Trouble.of(() -> reader.verify(none))).isEqualTo(MISSING);
    assertThat(Trouble.thrownBy(() -> reader.open(none))).hasMessageContaining(none.hex());
  }

  @Test
  void readingMoreThanTheMaximumIsRefused() throws IOException {
    ContentId id = write(WEB, new byte[1_000]).getFirst();

    assertThat(Trouble.of(() -> store.reader().read(id, 999))).isEqualTo(FAILED);
    assertThat(store.reader().read(id, 1_000)).hasSize(1_000);
  }

  @Test
  void whatANodeRefersToLivesAsLongAsTheNodeIsKept() throws IOException {
    NodeId root;
    ContentId leaf;
    try (SnapshotWriter writer = store.writer(WEB)) {
      try (WritingLane lane = writer.lane()) {
        leaf = content(lane, Bytes.text("leaf"));
        NodeId child = node(lane, List.of(), List.of(leaf), "child");
        root = node(lane, List.of(child), List.of(), "root");
      }
      writer.keep(root);
      writer.commit();
    }
    collectAll();

    Node read = another().reader().node(root);
    assertThat(read.body().bytes()).isEqualTo(Bytes.text("root"));
    Node child = store.reader().node(read.nodes().getFirst());
    assertThat(child.contents()).containsExactly(leaf);
    assertThat(store.reader().read(leaf, 10)).isEqualTo(Bytes.text("leaf"));
    assertThat(store.nodes(WEB)).containsExactly(root);
    assertThat(store.contents(WEB)).isEmpty();
    assertThat(store.check(true).damages()).isEmpty();

    store.release(WEB);
    collectAll();
    assertThat(store.reader().contains(root)).isFalse();
    assertThat(store.reader().contains(leaf)).isFalse();
  }

  @Test
  void aParentsTreeIsKeptByItsRootAlone() throws IOException {
    NodeId root;
    try (SnapshotWriter writer = store.writer(WEB)) {
      try (WritingLane lane = writer.lane()) {
        ContentId leaf = content(lane, Bytes.text("leaf"));
        root = node(lane, List.of(), List.of(leaf), "root");
      }
      writer.keep(root);
      writer.commit();
    }
    try (SnapshotWriter writer = another().writer(DATABASE)) {
      writer.keep(root);
      writer.commit();
      assertThat(writer.storedBytes()).isZero();
    }
    store.release(WEB);
    collectAll();

    assertThat(store.reader().contains(ContentId.of(Bytes.text("leaf")))).isTrue();
  }

  @Test
  void whatLanesWroteAndNobodyKeepsIsCollected() throws IOException {
    try (SnapshotWriter writer = store.writer(WEB)) {
      try (WritingLane lane = writer.lane()) {
        content(lane, Bytes.text("nobody's"));
      }
      writer.commit();
    }
    collectAll();

    assertThat(store.reader().contains(ContentId.of(Bytes.text("nobody's")))).isFalse();
  }

  @Test
  void bytesOfANodeThatAreCapturedAreNoNode() throws IOException {
    try (SnapshotWriter writer = store.writer(WEB)) {
      NodeId node;
      try (WritingLane lane = writer.lane()) {
        node = node(lane, List.of(), List.of(), "x");
      }
      ContentId content = writer.write(new byte[] {0, 0, 'x'});
      writer.keep(node);
      writer.commit();

      assertThat(content.sum()).isEqualTo(node.sum());
      assertThat(store.reader().read(content, 3)).isEqualTo(new byte[] {0, 0, 'x'});
      assertThat(store.reader().node(node).body().bytes()).isEqualTo(Bytes.text("x"));
    }
    write(DATABASE, new byte[] {0, 0, 'y'});
    assertThat(store.reader().contains(new NodeId(ContentId.of(new byte[] {0, 0, 'y'}).sum())))
        .isFalse();
  }

  @Test
  void lanesOfOneWriterStoreEqualContentOnce() throws Exception {
    int lanes = 4;
    try (SnapshotWriter writer = store.writer(WEB);
        var threads = Executors.newFixedThreadPool(lanes)) {
      var jobs = new ArrayList<Callable<Object>>();
      for (int i = 0; i < lanes; i++) {
        jobs.add(() -> writeThrough(writer));
      }
      for (Future<Object> done : threads.invokeAll(jobs)) {
        done.get();
      }
      writer.commit();
      assertThat(writer.contentBytes()).isEqualTo(lanes * 300L * 1_000);
    }
    assertThat(store.usage().contents()).isEqualTo(300);
    assertThat(store.usage().contentBytes()).isEqualTo(300_000);
  }

  private static Object writeThrough(SnapshotWriter writer) throws IOException {
    try (WritingLane lane = writer.lane()) {
      for (int number = 0; number < 300; number++) {
        content(lane, Bytes.prose(number, 1_000));
      }
    }
    return writer;
  }

  @Test
  void aCommitWithAnOpenLaneIsRefused() throws IOException {
    try (SnapshotWriter writer = store.writer(WEB)) {
      WritingLane lane = writer.lane();
      assertThatIllegalStateException().isThrownBy(writer::commit);
      lane.close();
      lane.close();
      assertThatIllegalStateException().isThrownBy(() -> content(lane, new byte[1]));
      writer.commit();
    }
  }

  @Test
  void whatIsLongerThanAPieceIsRefusedByALane() throws IOException {
    try (SnapshotWriter writer = store.writer(WEB);
        WritingLane lane = writer.lane()) {
      byte[] long1 = new byte[lane.longest() + 1];

      assertThatIllegalArgumentException().isThrownBy(() -> content(lane, long1));
      assertThat(lane.cut(long1, 0, long1.length)).isBetween(1, lane.longest());
      assertThat(lane.cut(long1, 0, 1_000)).isEqualTo(1_000);
    }
  }

  @Test
  void keepingANodeThatTheStoreLacksIsRefused() throws IOException {
    var none = new NodeId(ContentId.of(Bytes.text("none")).sum());
    try (SnapshotWriter writer = store.writer(WEB)) {
      assertThat(Trouble.of(() -> writer.keep(none))).isEqualTo(MISSING);
    }
    assertThat(store.reader().contains(none)).isFalse();
    assertThat(Trouble.of(() -> store.reader().node(none))).isEqualTo(MISSING);
  }

  @Test
  void aLongContentThatChangesALittleTakesLittleMore() throws IOException {
    byte[] content = Bytes.noise(1, 20_000_000);
    write(WEB, content);
    byte[] changed = content.clone();
    changed[10_000_000] ^= 1;
    try (SnapshotWriter writer = store.writer(DATABASE)) {
      ContentId id = writer.write(changed);
      writer.commit();

      assertThat(writer.storedBytes()).isLessThan(5_000_000);
      assertThat(store.reader().read(id, changed.length)).isEqualTo(changed);
      assertThat(store.reader().size(id)).isEqualTo(changed.length);
    }
    store.release(WEB);
    collectAll();
    store.reader().verify(ContentId.of(changed));
  }

  @Test
  void whatWasCheckpointedIsNotStoredAgain() throws IOException {
    byte[] content = Bytes.noise(1, 100_000);
    try (SnapshotWriter died = store.writer(WEB)) {
      try (WritingLane lane = died.lane()) {
        content(lane, content);
        died.checkpoint();
        content(lane, Bytes.text("after"));
      }
      died.write(Bytes.text("written"));
      died.checkpoint();
    }
    assertThat(store.owners()).isEmpty();
    try (SnapshotWriter again = another().writer(WEB)) {
      again.write(content);
      again.write(Bytes.text("written"));
      again.commit();

      assertThat(again.storedBytes()).isZero();
      assertThat(store.check(true).damages()).isEmpty();
    }
  }

  @Test
  void aViewHasTheContentsBytes() throws IOException {
    byte[] small = Bytes.prose(1, 1_000);
    byte[] large = Bytes.prose(2, 3_000_000);
    List<ContentId> ids = write(WEB, small, large);

    assertThat(store.reader().view(ids.get(0), 1_000).bytes()).isEqualTo(small);
    assertThat(store.reader().view(ids.get(1), 3_000_000).bytes()).isEqualTo(large);
    assertThat(Trouble.of(() -> store.reader().view(ids.get(1), 2_999_999))).isEqualTo(FAILED);
  }

  private void collectAll() throws StoreException {
    store.collect(Duration.ZERO);
    store.collect(Duration.ZERO);
  }

  private static ContentId content(WritingLane lane, byte[] content) throws StoreException {
    return lane.content(content, 0, content.length);
  }

  private static NodeId node(
      WritingLane lane, List<NodeId> nodes, List<ContentId> contents, String body)
      throws StoreException {
    byte[] bytes = Bytes.text(body);
    return lane.node(nodes, contents, bytes, 0, bytes.length);
  }

  @Test
  void sidecarsAreWrittenReadListedAndDeleted() throws StoreException {
    Sidecars sidecars = store.sidecars();
    sidecars.write("b", Bytes.text("{\"snapshot_id\": \"b\"}"));
    sidecars.write("a.1-x_metadata.json", Bytes.text("{}"));
    sidecars.write("b", Bytes.text("{\"snapshot_id\": \"b\", \"status\": \"created\"}"));

    assertThat(sidecars.list()).containsExactly("a.1-x_metadata.json", "b");
    assertThat(another().sidecars().read("b").map(bytes -> new String(bytes, UTF_8)))
        .hasValue("{\"snapshot_id\": \"b\", \"status\": \"created\"}");
    sidecars.delete("b");
    sidecars.delete("b");
    assertThat(sidecars.read("b")).isEmpty();
    assertThat(sidecars.list()).containsExactly("a.1-x_metadata.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".hidden", "../a", "a/b", "a\0", "a\n", "ä", " "})
  void sidecarsRefuseOddIds(String id) {
    Sidecars sidecars = store.sidecars();

    assertThatIllegalArgumentException().isThrownBy(() -> sidecars.write(id, new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> sidecars.read(id));
    assertThatIllegalArgumentException().isThrownBy(() -> sidecars.delete(id));
  }

  @Test
  void aSidecarIsReadOldOrNewButNeverMixed() throws Exception {
    SnapshotStore other = another();
    store.sidecars().write("s", filled(0));
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<Object> writing =
          threads.submit(
              () -> {
                for (int version = 1; version <= 100; version++) {
                  other.sidecars().write("s", filled(version));
                }
                return version(other);
              });
      int last = 0;
      while (!writing.isDone()) {
        int seen = version(store);
        assertThat(seen).isGreaterThanOrEqualTo(last);
        last = seen;
      }
      assertThat(writing.get()).isEqualTo(100);
    }
  }

  private static byte[] filled(int version) {
    byte[] bytes = new byte[50_000 + version];
    Arrays.fill(bytes, (byte) version);
    return bytes;
  }

  private static int version(SnapshotStore store) throws StoreException {
    byte[] bytes = store.sidecars().read("s").orElseThrow();
    assertThat(bytes).isEqualTo(filled(bytes.length - 50_000));
    return bytes.length - 50_000;
  }

  private List<ContentId> write(Owner owner, byte[]... contents) throws IOException {
    var ids = new ArrayList<ContentId>();
    try (SnapshotWriter writer = store.writer(owner)) {
      for (byte[] content : contents) {
        ids.add(writer.write(content));
      }
      writer.commit();
    }
    return ids;
  }

  /// A stream that gives less than it is asked for, as networks and pipes do.
  private static InputStream dripping(byte[] content) {
    return new ByteArrayInputStream(content) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 4_097));
      }
    };
  }
}
