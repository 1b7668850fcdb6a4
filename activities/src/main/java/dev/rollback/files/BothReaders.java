package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.Node;
import dev.rollback.store.NodeId;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import java.io.InputStream;

/// Reads from the first of two stores that has a content intact.
///
/// @param first asked first
/// @param second asked where the first lost a content or has it damaged
public record BothReaders(SnapshotReader first, SnapshotReader second) implements SnapshotReader {
  @Override
  public InputStream open(ContentId content) throws StoreException {
    return intact(content).open(content);
  }

  @Override
  public byte[] read(ContentId content, int maximumBytes) throws StoreException {
    return intact(content).read(content, maximumBytes);
  }

  @Override
  public boolean contains(ContentId content) throws StoreException {
    return first.contains(content) || second.contains(content);
  }

  @Override
  public long size(ContentId content) throws StoreException {
    return intact(content).size(content);
  }

  @Override
  public void verify(ContentId content) throws StoreException {
    intact(content).verify(content);
  }

  @Override
  public ContentView view(ContentId content, int maximumBytes) throws StoreException {
    try {
      return first.view(content, maximumBytes);
    } catch (StoreException e) {
      if (isLost(e)) {
        return second.view(content, maximumBytes);
      }
      throw e;
    }
  }

  @Override
  public Node node(NodeId node) throws StoreException {
    try {
      return first.node(node);
    } catch (StoreException e) {
      if (isLost(e)) {
        return second.node(node);
      }
      throw e;
    }
  }

  @Override
  public boolean contains(NodeId node) throws StoreException {
    return first.contains(node) || second.contains(node);
  }

  /// Damage shows only when all was read, so a content is proved before it is handed out.
  private SnapshotReader intact(ContentId content) throws StoreException {
    try {
      first.verify(content);
      return first;
    } catch (StoreException e) {
      if (isLost(e)) {
        return second;
      }
      throw e;
    }
  }

  private static boolean isLost(StoreException failure) {
    return failure.kind() == StoreException.Kind.MISSING
        || failure.kind() == StoreException.Kind.CORRUPT;
  }
}
