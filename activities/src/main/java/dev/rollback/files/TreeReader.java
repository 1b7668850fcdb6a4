package dev.rollback.files;

import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Reads the directories of a snapshot from the store. Trusts nothing: what no capture wrote is
/// `SnapshotCorrupt`. Any thread may use it.
final class TreeReader {
  private static final String WHAT = "snapshot's list of files";

  private final SnapshotReader contents;

  TreeReader(SnapshotReader contents) {
    this.contents = contents;
  }

  /// Reads contents and nodes from the same place.
  SnapshotReader contents() {
    return contents;
  }

  Node node(NodeId id) {
    try {
      return contents.node(id);
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  /// The entries of a directory in the order of their names; read page by page.
  Cursor entries(NodeId directory) {
    return new Cursor(node(directory));
  }

  /// The entry of a name, by a search from the first; null where there is none.
  @Nullable TreeEntry find(NodeId directory, String name) {
    Cursor cursor = entries(directory);
    while (cursor.hasNext()) {
      TreeEntry entry = cursor.next();
      int order = entry.name().compareTo(name);
      if (order >= 0) {
        return order == 0 ? entry : null;
      }
    }
    return null;
  }

  /// Goes through a directory once. For one thread.
  final class Cursor implements Iterator<TreeEntry> {
    private final DirectorySelf self;
    private final Iterator<NodeId> later;
    private Page page;
    private @Nullable TreeEntry next;
    private @Nullable String last;

    private Cursor(Node directory) {
      try {
        if (NodeForm.of(directory) == NodeForm.PAGES) {
          VarReader body = NodeForm.PAGES.body(directory);
          self = EntryCodec.readSelf(body);
          body.requireEnd();
          later = directory.nodes().iterator();
          page = page(later.next());
        } else {
          VarReader body = NodeForm.DIRECTORY.body(directory);
          self = EntryCodec.readSelf(body);
          later = List.<NodeId>of().iterator();
          page = new Page(directory, body);
        }
      } catch (IllegalArgumentException | NoSuchElementException e) {
        throw VarReader.corrupt(WHAT, new IllegalArgumentException(e.getMessage(), e));
      }
      advance();
    }

    private Page page(NodeId id) {
      Node node = node(id);
      return new Page(node, NodeForm.PAGE.body(node));
    }

    /// What the directory itself is.
    DirectorySelf self() {
      return self;
    }

    /// The entry that [#next] will give, or null at the end.
    @Nullable TreeEntry peek() {
      return next;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public TreeEntry next() {
      TreeEntry entry = next;
      if (entry == null) {
        throw new NoSuchElementException("The directory has no more entries.");
      }
      advance();
      return entry;
    }

    private void advance() {
      try {
        while (!page.body.hasMore() && later.hasNext()) {
          page = page(later.next());
        }
        next = page.body.hasMore() ? checked(page.read()) : null;
      } catch (IllegalArgumentException e) {
        throw VarReader.corrupt(WHAT, e);
      }
    }

    private TreeEntry checked(TreeEntry entry) {
      if (!Names.valid(entry.bytes())) {
        throw new IllegalArgumentException(
            "an entry is named '%s'".formatted(Names.shown(entry.bytes())));
      }
      if (last != null && last.compareTo(entry.name()) >= 0) {
        throw new IllegalArgumentException("its names are out of order");
      }
      last = entry.name();
      return entry;
    }
  }

  /// One node's entries.
  private static final class Page {
    private final NodeSource source;
    private final VarReader body;

    Page(Node node, VarReader body) {
      this.source = new NodeSource(node);
      this.body = body;
    }

    TreeEntry read() {
      TreeEntry entry = EntryCodec.read(body, source);
      if (!body.hasMore()) {
        source.requireEnd();
      }
      return entry;
    }
  }
}
