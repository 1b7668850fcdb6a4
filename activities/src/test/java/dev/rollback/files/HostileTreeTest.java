package dev.rollback.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Stores;
import dev.rollback.store.WritingLane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that no capture wrote.
class HostileTreeTest {
  private static final Metadata PLAIN =
      new Metadata(0644, 0, 0, 0, 0, 0, Collections.emptySortedMap());
  private static final Metadata RICH =
      new Metadata(
          04755,
          1,
          -2,
          -5,
          999_999_999,
          InodeFlags.NO_DUMP,
          new TreeMap<>(Map.of("user.x", "\u00ff\0")));
  private static final ContentId CONTENT = ContentId.of(new byte[3]);

  @TempDir private Path directory;
  private SnapshotStore store;
  private SnapshotWriter writer;
  private WritingLane lane;

  @BeforeEach
  void open() throws StoreException {
    store = Stores.open(directory.resolve("store"), Optional.empty());
    writer = store.writer(new Owner("hostile"));
    lane = writer.lane();
  }

  @AfterEach
  void close() throws StoreException {
    lane.close();
    writer.close();
    store.close();
  }

  /// A reader of what was written.
  private TreeReader committed(NodeId... roots) throws StoreException {
    lane.close();
    for (NodeId root : roots) {
      writer.keep(root);
    }
    writer.commit();
    return new TreeReader(store.reader());
  }

  private static List<TreeEntry> entries() {
    var file = new Body.Content(3, new Pieces.Whole(CONTENT));
    var witness = new Witness(7, 8, 9);
    return List.of(
        new TreeEntry("a", FileKind.FILE, PLAIN, file, new FileId(1, 2), witness),
        new TreeEntry("b", FileKind.SYMLINK, RICH, new Body.Link("\u00ffx"), null, null),
        new TreeEntry("c", FileKind.BLOCK_DEVICE, PLAIN, new Body.Device(1, -1), null, witness),
        new TreeEntry("d", FileKind.FIFO, RICH, Body.NOTHING, null, null),
        new TreeEntry("e", FileKind.FILE, PLAIN, new Body.Content(0, Pieces.NONE), null, null),
        TreeEntry.absent("f"),
        TreeEntry.mount("g"));
  }

  private static DirectorySelf self() {
    return new DirectorySelf(Reach.ALL, RICH, new Witness(1, 2, 3));
  }

  private NodeId directory(List<TreeEntry> entries) throws StoreException {
    lane.content(new byte[3], 0, 3);
    var draft = new DirectoryDraft(self());
    for (TreeEntry entry : entries) {
      draft.add(entry, lane);
    }
    return draft.write(lane);
  }

  private static List<TreeEntry> read(TreeReader reader, NodeId node) {
    var read = new ArrayList<TreeEntry>();
    reader.entries(node).forEachRemaining(read::add);
    return read;
  }

  @Test
  void aDirectoryComesBackAsItWasWritten() throws StoreException {
    NodeId node = directory(entries());
    TreeReader reader = committed(node);
    assertThat(read(reader, node)).isEqualTo(entries());
    assertThat(reader.entries(node).self()).isEqualTo(self());
  }

  @Test
  void aLargeDirectoryComesBackFromItsPages() throws StoreException {
    var many = new ArrayList<TreeEntry>();
    for (int each = 10_000; each < 30_000; each++) {
      many.add(
          new TreeEntry(
              "n" + each, FileKind.FILE, PLAIN, new Body.Content(0, Pieces.NONE), null, null));
    }
    NodeId node = directory(many);
    TreeReader reader = committed(node);
    assertThat(reader.node(node).nodes()).hasSizeGreaterThan(9);
    assertThat(read(reader, node)).isEqualTo(many);
    assertThat(reader.find(node, "n29999")).isEqualTo(many.getLast());
    assertThat(reader.find(node, "n3")).isNull();
  }

  @Test
  void aChangeInALargeDirectoryMakesFewPagesNew() throws StoreException {
    var many = new ArrayList<TreeEntry>();
    for (int each = 10_000; each < 30_000; each++) {
      many.add(TreeEntry.absent("n" + each));
    }
    NodeId before = directory(many);
    many.add(5000, TreeEntry.absent("n14999x"));
    NodeId after = directory(many);
    TreeReader reader = committed(before, after);
    var pages = new ArrayList<>(reader.node(after).nodes());
    pages.removeAll(reader.node(before).nodes());
    assertThat(pages).hasSizeLessThan(3);
  }

  @Test
  void namesThatLeadElsewhereAreCorrupt() throws StoreException {
    for (String name : List.of("..", ".", "", "a/b", "a\0b", "/etc")) {
      corruptDirectory(TreeEntry.absent(name));
    }
  }

  @Test
  void unsortedAndRepeatedNamesAreCorrupt() throws StoreException {
    corruptDirectory(TreeEntry.absent("b"), TreeEntry.absent("a"));
    corruptDirectory(TreeEntry.absent("a"), TreeEntry.absent("a"));
  }

  private void corruptDirectory(TreeEntry... entries) throws StoreException {
    var draft = new DirectoryDraft(self());
    for (TreeEntry entry : entries) {
      draft.add(entry, lane);
    }
    NodeId node = draft.write(lane);
    try (SnapshotWriter other = store.writer(new Owner("other"))) {
      try (WritingLane own = other.lane()) {
        var again = new DirectoryDraft(self());
        for (TreeEntry entry : entries) {
          again.add(entry, own);
        }
        assertThat(again.write(own)).isEqualTo(node);
      }
      other.keep(node);
      other.commit();
    }
    corrupt(() -> read(new TreeReader(store.reader()), node));
  }

  @Test
  void aCutLengthenedOrFlippedBodyIsCorruptOrValidButNeverAnotherFailure() throws StoreException {
    NodeId node = directory(entries());
    Node good = committed(node).node(node);
    byte[] whole = good.body().bytes();
    var random = new Random(Long.getLong("rollback.seed", 42L));
    for (int round = 0; round < 5000; round++) {
      byte[] bytes = whole.clone();
      if (round < whole.length) {
        bytes = Arrays.copyOf(whole, round);
      } else {
        for (int each = 0; each <= random.nextInt(4); each++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
      requireValidOrCorrupt(new Node(good.nodes(), good.contents(), ContentView.of(bytes)));
    }
    requireValidOrCorrupt(
        new Node(
            good.nodes(), good.contents(), ContentView.of(Arrays.copyOf(whole, whole.length + 1))));
  }

  private static void requireValidOrCorrupt(Node node) {
    try {
      VarReader body = NodeForm.DIRECTORY.body(node);
      EntryCodec.readSelf(body);
      var source = new NodeSource(node);
      while (body.hasMore()) {
        EntryCodec.read(body, source);
      }
      source.requireEnd();
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void aMapWhosePiecesDoNotFillTheFileIsCorrupt() throws StoreException {
    lane.content(new byte[3], 0, 3);
    var section = new FileMap.Section();
    section.data(3, CONTENT);
    section.hole(Long.MAX_VALUE >>> 1);
    NodeId map = section.write(lane);
    TreeReader reader = committed(map);
    corrupt(() -> FileMap.pieces(new Body.Content(4, new Pieces.Mapped(map)), reader));
    corrupt(() -> FileMap.pieces(new Body.Content(3, new Pieces.Mapped(map)), reader));
  }

  @Test
  void aNodeOfAnotherFormIsCorrupt() throws StoreException {
    NodeId node = directory(entries());
    TreeReader reader = committed(node);
    corrupt(() -> Snapshot.read(node, reader));
    corrupt(() -> StoredPlan.read(node, reader));
    corrupt(() -> FileMap.pieces(new Body.Content(4, new Pieces.Mapped(node)), reader));
  }

  private static void corrupt(Runnable reading) {
    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(reading::run)
        .extracting(RollbackException::type)
        .isEqualTo(FailureType.SNAPSHOT_CORRUPT);
  }
}
