package dev.rollback.store.repair;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.check.IndexCheck;
import dev.rollback.store.check.PackStates;
import dev.rollback.store.index.IndexMerge;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.FramePlace;
import dev.rollback.store.pack.FrameReader;
import dev.rollback.store.pack.Location;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackReader;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.prune.Rewriting;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.BlobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Copies what damaged packs still hold to new packs: the entries of each frame that can be opened,
/// as the pack's directory, or else the index, tells them.
final class Salvage implements AutoCloseable {
  private final StoreParts parts;
  private final PackStates packs;
  private final FrameReader frames;
  private final Rewriting rewriting;
  private long saved;

  Salvage(StoreParts parts, PackStates packs) {
    this.parts = parts;
    this.packs = packs;
    this.frames = new FrameReader(parts.blobs(), parts.master());
    this.rewriting = new Rewriting(parts);
  }

  /// An entry of a frame.
  private record Entry(EntryKind kind, Sha256 id, int offset, int length) {}

  /// Copies; durable and known when this returns.
  void run(Set<BlobId> broken, IndexCheck index) throws StoreException {
    var withoutDirectory = new HashSet<BlobId>();
    for (BlobId pack : broken) {
      BlobStatus blob = packs.blob(pack).orElseThrow();
      try {
        saveByDirectory(new PackReader(parts.blobs(), parts.master()).directory(blob));
      } catch (StoreException trouble) {
        if (trouble.kind() != Kind.CORRUPT) {
          throw trouble;
        }
        withoutDirectory.add(pack);
      }
    }
    saveByIndex(withoutDirectory, index);
    rewriting.finish();
  }

  private void saveByDirectory(PackDirectory directory) throws StoreException {
    long at = BlobHeader.LENGTH;
    for (int frame = 0; frame < directory.frames(); frame++) {
      var entries = new ArrayList<Entry>();
      int offset = 0;
      for (int entry = directory.firstEntry(frame); entry < directory.endEntry(frame); entry++) {
        int length = directory.length(entry);
        entries.add(new Entry(directory.kind(entry), directory.id(entry), offset, length));
        offset += length;
      }
      save(directory.place(frame, at), entries);
      at += directory.sealedLength(frame);
    }
  }

  private void saveByIndex(Set<BlobId> wanted, IndexCheck index) throws StoreException {
    if (wanted.isEmpty()) {
      return;
    }
    var found = new HashMap<FramePlace, List<Entry>>();
    new IndexMerge(index.view(), index.whole())
        .forEach(
            at -> {
              Location place = at.location();
              if (wanted.contains(place.pack())) {
                found
                    .computeIfAbsent(place.frame(), _ -> new ArrayList<>())
                    .add(new Entry(place.kind(), at.id(), place.offset(), place.length()));
              }
            });
    for (Map.Entry<FramePlace, List<Entry>> frame : found.entrySet()) {
      save(frame.getKey(), frame.getValue());
    }
  }

  private void save(FramePlace frame, List<Entry> entries) throws StoreException {
    if (frame.end() > packs.blob(frame.pack()).orElseThrow().length()) {
      return;
    }
    byte[] plain;
    try {
      plain = frames.read(frame);
    } catch (StoreException trouble) {
      if (trouble.kind() == Kind.CORRUPT) {
        return;
      }
      throw trouble;
    }
    for (Entry entry : entries) {
      save(entry, plain);
    }
  }

  private void save(Entry entry, byte[] plain) throws StoreException {
    try {
      rewriting.add(entry.kind(), entry.id(), plain, entry.offset(), entry.length());
      saved++;
    } catch (StoreException trouble) {
      if (trouble.kind() != Kind.CORRUPT) {
        throw trouble;
      }
    }
  }

  /// Entries that were copied.
  long saved() {
    return saved;
  }

  @Override
  public void close() throws StoreException {
    try (frames) {
      rewriting.close();
    }
  }
}
