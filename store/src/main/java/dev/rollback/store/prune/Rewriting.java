package dev.rollback.store.prune;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.index.IndexWriter;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.FrameReader;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackReader;
import dev.rollback.store.pack.PackStream;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.seal.BlobHeader;
import java.util.ArrayList;
import java.util.List;

/// Writes live entries of packs to new packs. Every entry is proved before it is copied: what is
/// damaged is left where it is, for a check to find and a repair to save what can be.
public final class Rewriting implements AutoCloseable {
  /// What is worth rewriting is kept for long: more is spent on it than on what is captured.
  private static final int LEVEL = 5;

  private final StoreParts parts;
  private final FrameReader reader;
  private final PackStream contents;
  private final PackStream nodes;
  private final List<PackDirectory> written = new ArrayList<>();

  public Rewriting(StoreParts parts) {
    this.parts = parts;
    this.reader = new FrameReader(parts.blobs(), parts.master());
    this.contents = stream(parts);
    this.nodes = stream(parts);
  }

  private PackStream stream(StoreParts parts) {
    int frame = parts.parameters().frame();
    return new PackStream(parts.blobs(), parts.master(), LEVEL, frame, written::add);
  }

  /// Which entries are copied.
  public interface Choice {
    boolean copies(EntryKind kind, Sha256 id);
  }

  /// Copies the chosen entries of a pack.
  ///
  /// @return false when the pack is damaged where one of them lies, or gone; some may be copied
  /// then
  public boolean copy(BlobStatus pack, Choice choice) throws StoreException {
    try {
      PackDirectory directory = new PackReader(parts.blobs(), parts.master()).directory(pack);
      long at = BlobHeader.LENGTH;
      for (int frame = 0; frame < directory.frames(); frame++) {
        copy(directory, frame, at, choice);
        at += directory.sealedLength(frame);
      }
      return true;
    } catch (StoreException trouble) {
      if (trouble.kind() == Kind.CORRUPT || trouble.kind() == Kind.MISSING) {
        return false;
      }
      throw trouble;
    }
  }

  private void copy(PackDirectory directory, int frame, long at, Choice choice)
      throws StoreException {
    if (!isChosen(directory, frame, choice)) {
      return;
    }
    byte[] plain = reader.read(directory.place(frame, at));
    int offset = 0;
    for (int entry = directory.firstEntry(frame); entry < directory.endEntry(frame); entry++) {
      EntryKind kind = directory.kind(entry);
      int length = directory.length(entry);
      if (choice.copies(kind, directory.id(entry))) {
        add(kind, directory.id(entry), plain, offset, length);
      }
      offset += length;
    }
  }

  private static boolean isChosen(PackDirectory directory, int frame, Choice choice) {
    for (int entry = directory.firstEntry(frame); entry < directory.endEntry(frame); entry++) {
      if (choice.copies(directory.kind(entry), directory.id(entry))) {
        return true;
      }
    }
    return false;
  }

  /// Adds an entry.
  ///
  /// @throws StoreException CORRUPT when the bytes are not those that the id names
  public void add(EntryKind kind, Sha256 id, byte[] plain, int offset, int length)
      throws StoreException {
    if (!Proof.holds(kind, id, plain, offset, length)) {
      throw new StoreException(
          Kind.CORRUPT,
          "Entry %s of the store %s is damaged: its bytes are not those it was named for. Check the store."
              .formatted(id, parts.blobs().place()));
    }
    (kind == EntryKind.NODE ? nodes : contents).add(kind, id, plain, offset, length);
  }

  /// Makes what was copied durable and known.
  public void finish() throws StoreException {
    contents.finish();
    nodes.finish();
    new IndexWriter(parts.blobs(), parts.master()).write(written);
    written.clear();
  }

  /// Bytes written so far.
  public long storedBytes() {
    return contents.storedBytes() + nodes.storedBytes();
  }

  /// Discards what was not finished.
  @Override
  public void close() throws StoreException {
    try (reader;
        contents) {
      nodes.close();
    }
  }
}
