package dev.rollback.store.packed;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import dev.rollback.store.chunk.Chunker;
import dev.rollback.store.pack.ByteWriter;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.PackFormat;
import dev.rollback.store.pack.PackStream;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A lane with a pack for contents and one for nodes. Its lock is there for checkpoints of other
/// threads; nobody else ever waits for it.
final class PackedLane implements WritingLane {
  private static final int CONTENT_LEVEL = 1;
  private static final int NODE_LEVEL = 3;

  private final PackedWriter writer;
  private final Chunker chunker;
  private final int longest;
  private final MessageDigest digest = Sha256.digest();
  private final byte[] sum = new byte[Sha256.BYTES];
  private final ByteWriter node = new ByteWriter(1 << 10);
  private final PackStream contents;
  private final PackStream nodes;
  private byte[] buffer = new byte[64 << 10];
  private boolean closing;
  private boolean closed;

  PackedLane(PackedWriter writer, StoreParts parts) {
    this.writer = writer;
    this.chunker = parts.chunker();
    this.longest = parts.parameters().maximum();
    this.contents = stream(parts, CONTENT_LEVEL);
    this.nodes = stream(parts, NODE_LEVEL);
  }

  private PackStream stream(StoreParts parts, int level) {
    return new PackStream(
        parts.blobs(), parts.master(), level, parts.parameters().frame(), writer::finished);
  }

  @Override
  public synchronized ContentId content(byte[] array, int offset, int length)
      throws StoreException {
    var id = new ContentId(digest(array, offset, length));
    content(id, array, offset, length);
    return id;
  }

  @Override
  public synchronized void content(ContentId id, byte[] array, int offset, int length)
      throws StoreException {
    Objects.checkFromIndexSize(offset, length, array.length);
    if (length > longest) {
      throw new IllegalArgumentException(
          "A content of %d bytes is longer than one piece, %d: cut it.".formatted(length, longest));
    }
    store(EntryKind.CONTENT, id.sum(), array, offset, length);
    writer.count(length);
  }

  @Override
  public synchronized NodeId node(
      List<NodeId> children, List<ContentId> refers, byte[] array, int offset, int length)
      throws StoreException {
    node.clear();
    NodeCodec.encode(children, refers, array, offset, length, node);
    if (node.length() > PackFormat.LONGEST_FRAME) {
      throw new IllegalArgumentException(
          "A node of %d bytes is longer than a frame, %d: divide it."
              .formatted(node.length(), PackFormat.LONGEST_FRAME));
    }
    Sha256 id = digest(node.array(), 0, node.length());
    store(EntryKind.NODE, id, node.array(), 0, node.length());
    return new NodeId(id);
  }

  /// Stores an entry of any kind, unless the store or this writer has it.
  synchronized void store(EntryKind kind, Sha256 id, byte[] array, int offset, int length)
      throws StoreException {
    writer.requireWritable(closed);
    if (writer.claim(kind, id)) {
      add(kind, id, array, offset, length);
    }
  }

  /// Stores an entry that others may have.
  synchronized void add(EntryKind kind, Sha256 id, byte[] array, int offset, int length)
      throws StoreException {
    try {
      (kind == EntryKind.CONTENT ? contents : nodes).add(kind, id, array, offset, length);
    } catch (StoreException failed) {
      writer.fail(failed);
      throw failed;
    }
  }

  private Sha256 digest(byte[] array, int offset, int length) {
    try {
      digest.update(array, offset, length);
      digest.digest(sum, 0, sum.length);
      return Sha256.at(sum, 0);
    } catch (DigestException impossible) {
      throw new IllegalStateException("A SHA-256 has 32 bytes.", impossible);
    }
  }

  @Override
  public int cut(byte[] array, int offset, int length) {
    return chunker.cut(array, offset, length);
  }

  @Override
  public int longest() {
    return longest;
  }

  /// Makes all that was written here durable.
  synchronized void finish() throws StoreException {
    contents.finish();
    nodes.finish();
  }

  synchronized long storedBytes() {
    return contents.storedBytes() + nodes.storedBytes();
  }

  /// Memory for what is read from a stream, which is not needed between two of them.
  byte[] buffer() {
    return buffer;
  }

  /// Gives more of it, with what it holds.
  byte[] enlarge(int most) {
    buffer = Arrays.copyOf(buffer, Math.min(most, 4 * buffer.length));
    return buffer;
  }

  /// Whether its caller is done with it, though what it wrote may not be durable yet.
  synchronized boolean isClosing() {
    return closing;
  }

  @Override
  public synchronized void close() throws StoreException {
    if (!closed) {
      closing = true;
      writer.requireOpen();
      finish();
      closed = true;
      writer.closed(this);
      discard();
    }
  }

  /// Gives back what the lane holds, and what it has not finished.
  synchronized void discard() throws StoreException {
    closed = true;
    try (contents) {
      nodes.close();
    }
  }
}
