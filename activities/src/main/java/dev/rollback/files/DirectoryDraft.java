package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A directory of a snapshot while it is written: entries come in the order of their names, the
/// nodes of the directories in it at any time.
///
/// A large directory is cut into pages where the names say so, so that a change in it makes one
/// page new; a page that waits for nothing is written at once, so that memory holds no more than a
/// few.
final class DirectoryDraft {
  private static final int FEWEST_ENTRIES = 256;
  private static final int MOST_ENTRIES = 2048;
  private static final int MOST_BYTES = 192 * 1024;
  private static final int CUT_MASK = 511;

  private final DirectorySelf self;
  private final List<Page> pages = new ArrayList<>();
  private Page open = new Page();

  DirectoryDraft(DirectorySelf self) {
    this.self = self;
  }

  DirectorySelf self() {
    return self;
  }

  /// Where a node that is not known yet belongs.
  record Slot(Page page, int index) {
    void fill(NodeId node) {
      page.fill(index, node);
    }
  }

  /// A run of entries.
  static final class Page implements EntryCodec.References {
    private @Nullable VarWriter body = new VarWriter();
    private List<NodeId> nodes = new ArrayList<>();
    private List<ContentId> contents = new ArrayList<>();
    private boolean waits;
    private int entries;
    private @Nullable NodeId written;

    @Override
    public void add(NodeId node) {
      nodes.add(node);
    }

    @Override
    public void add(ContentId content) {
      contents.add(content);
    }

    private void fill(int index, NodeId node) {
      nodes.set(index, node);
    }

    /// @param head what comes before the entries
    private NodeId write(VarWriter head, WritingLane lane) throws StoreException {
      VarWriter bytes = body;
      NodeId node = written;
      if (node == null && bytes != null) {
        head.append(bytes);
        node = lane.node(nodes, contents, head.array(), 0, head.length());
        written = node;
        body = null;
        nodes = List.of();
        contents = List.of();
      }
      if (node == null) {
        throw new IllegalStateException("A page has neither bytes nor a node.");
      }
      return node;
    }

    private boolean isFull(String name, VarWriter bytes) {
      return entries >= MOST_ENTRIES
          || bytes.length() >= MOST_BYTES
          || (entries >= FEWEST_ENTRIES && (spread(name) & CUT_MASK) == 0);
    }

    /// A hash whose low bits depend on all of the name.
    private static int spread(String name) {
      int hash = name.hashCode() * 0x9e3779b9;
      return hash ^ (hash >>> 16);
    }
  }

  /// Adds the next entry.
  ///
  /// @return where the node of a directory, or of a large file's map, is to be filled in before
  ///     [#write]; null where none is pending
  @Nullable Slot add(TreeEntry entry, WritingLane lane) throws StoreException {
    VarWriter bytes = open.body;
    if (bytes == null) {
      throw new IllegalStateException("The directory is written already.");
    }
    EntryCodec.write(bytes, entry, open);
    open.entries++;
    Slot slot = null;
    if (pending(entry.body())) {
      open.waits = true;
      slot = new Slot(open, open.nodes.size() - 1);
    }
    if (open.isFull(entry.name(), bytes)) {
      if (!open.waits) {
        open.write(NodeForm.PAGE.writer(), lane);
      }
      pages.add(open);
      open = new Page();
    }
    return slot;
  }

  private static boolean pending(Body body) {
    return body.equals(Body.Directory.PENDING)
        || (body instanceof Body.Content content && content.pieces().equals(Pieces.Mapped.PENDING));
  }

  /// Writes all of it; every slot is filled.
  NodeId write(WritingLane lane) throws StoreException {
    if (open.entries > 0 || pages.isEmpty()) {
      pages.add(open);
    }
    if (pages.size() == 1 && pages.getFirst().written == null) {
      VarWriter head = NodeForm.DIRECTORY.writer();
      EntryCodec.writeSelf(head, self);
      return pages.getFirst().write(head, lane);
    }
    var nodes = new ArrayList<NodeId>(pages.size());
    for (Page page : pages) {
      nodes.add(page.write(NodeForm.PAGE.writer(), lane));
    }
    VarWriter body = NodeForm.PAGES.writer();
    EntryCodec.writeSelf(body, self);
    return lane.node(nodes, List.of(), body.array(), 0, body.length());
  }
}
