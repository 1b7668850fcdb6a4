package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Reads contents and nodes from packs.
final class PackedReader implements SnapshotReader {
  private final Entries entries;

  PackedReader(Entries entries) {
    this.entries = entries;
  }

  @Override
  public InputStream open(ContentId content) throws StoreException {
    Location at = located(content);
    ContentView bytes = entries.read(content.sum(), at);
    return at.kind() == EntryKind.LIST
        ? new LongContentStream(content, list(content, bytes), entries)
        : bytes.stream();
  }

  @Override
  public byte[] read(ContentId content, int maximumBytes) throws StoreException {
    return view(content, maximumBytes).bytes();
  }

  @Override
  public ContentView view(ContentId content, int maximumBytes) throws StoreException {
    if (maximumBytes < 0) {
      throw new IllegalArgumentException("A maximum of bytes is not negative.");
    }
    Location at = located(content);
    if (at.kind() != EntryKind.LIST) {
      requireShort(content, at.length(), maximumBytes);
      return entries.read(content.sum(), at);
    }
    ContentList list = list(content, entries.read(content.sum(), at));
    requireShort(content, list.length(), maximumBytes);
    return together(content, list);
  }

  private static void requireShort(ContentId content, long length, int maximum)
      throws StoreException {
    if (length > maximum) {
      throw new StoreException(
          Kind.FAILED,
          "Content %s has %d bytes, more than the %d that its reader takes. Stream it."
              .formatted(content, length, maximum));
    }
  }

  /// The pieces in one array, which grows with what is proved and not with what a list promises.
  private ContentView together(ContentId content, ContentList list) throws StoreException {
    try (var stream = new LongContentStream(content, list, entries)) {
      return ContentView.of(stream.readAllBytes());
    } catch (StoreException trouble) {
      throw trouble;
    } catch (IOException impossible) {
      throw new IllegalStateException("Such a stream throws nothing else.", impossible);
    }
  }

  @Override
  public boolean contains(ContentId content) throws StoreException {
    return entries.find(content.sum(), EntryKind.CONTENT).isPresent();
  }

  @Override
  public long size(ContentId content) throws StoreException {
    Location at = located(content);
    return at.kind() == EntryKind.LIST
        ? list(content, entries.read(content.sum(), at)).length()
        : at.length();
  }

  @Override
  public void verify(ContentId content) throws StoreException {
    try (InputStream plain = open(content)) {
      plain.transferTo(OutputStream.nullOutputStream());
    } catch (StoreException trouble) {
      throw trouble;
    } catch (IOException impossible) {
      throw new IllegalStateException("Such a stream throws nothing else.", impossible);
    }
  }

  @Override
  public Node node(NodeId node) throws StoreException {
    try {
      return NodeCodec.decode(entries.read(node.sum(), EntryKind.NODE));
    } catch (IllegalArgumentException malformed) {
      throw entries.damaged(node.sum(), EntryKind.NODE);
    }
  }

  @Override
  public boolean contains(NodeId node) throws StoreException {
    return entries.find(node.sum(), EntryKind.NODE).isPresent();
  }

  private Location located(ContentId content) throws StoreException {
    return entries
        .find(content.sum(), EntryKind.CONTENT)
        .orElseThrow(() -> entries.missing(content.sum(), EntryKind.CONTENT));
  }

  private ContentList list(ContentId content, ContentView bytes) throws StoreException {
    try {
      return ContentList.decode(bytes);
    } catch (IllegalArgumentException malformed) {
      throw entries.damaged(content.sum(), EntryKind.LIST);
    }
  }
}
