package dev.rollback.store.check;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.pack.FramePlace;
import dev.rollback.store.pack.FrameReader;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.pack.PackReader;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.prune.Proof;
import dev.rollback.store.seal.BlobHeader;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks into packs. For one thread.
public final class PackCheck implements AutoCloseable {
  private final PackReader directories;
  private final FrameReader frames;
  private final boolean readData;

  /// @param readData whether every frame is opened and every entry proved; else only the ends and
  ///     the directory are
  public PackCheck(StoreParts parts, boolean readData) {
    this.directories = new PackReader(parts.blobs(), parts.master());
    this.frames = new FrameReader(parts.blobs(), parts.master());
    this.readData = readData;
  }

  /// Looks into a pack; empty when it is gone.
  ///
  /// @param known frames of it that an index knows: looked at when its directory cannot be read
  public Optional<PackState> look(BlobStatus pack, Collection<FramePlace> known)
      throws StoreException {
    try {
      PackDirectory directory = directories.directory(pack);
      return Optional.of(readData ? proved(pack, directory) : whole(pack));
    } catch (StoreException trouble) {
      return switch (trouble.kind()) {
        case MISSING -> Optional.empty();
        case CORRUPT -> Optional.of(broken(pack, trouble, known));
        default -> throw trouble;
      };
    }
  }

  private static PackState whole(BlobStatus pack) {
    return new PackState(pack.length(), Optional.empty(), Set.of(), 0);
  }

  private PackState proved(BlobStatus pack, PackDirectory directory) throws StoreException {
    var bad = new HashSet<Integer>();
    long at = BlobHeader.LENGTH;
    for (int frame = 0; frame < directory.frames(); frame++) {
      byte[] plain = open(directory.place(frame, at));
      if (plain == null || !holds(directory, frame, plain)) {
        bad.add(frame);
      }
      at += directory.sealedLength(frame);
    }
    return new PackState(pack.length(), Optional.empty(), bad, pack.length());
  }

  private static boolean holds(PackDirectory directory, int frame, byte[] plain) {
    int offset = 0;
    for (int entry = directory.firstEntry(frame); entry < directory.endEntry(frame); entry++) {
      int length = directory.length(entry);
      if (!Proof.holds(directory.kind(entry), directory.id(entry), plain, offset, length)) {
        return false;
      }
      offset += length;
    }
    return true;
  }

  /// What an index knows of a pack whose directory is gone.
  private PackState broken(BlobStatus pack, StoreException trouble, Collection<FramePlace> known)
      throws StoreException {
    var bad = new HashSet<Integer>();
    long bytes = 0;
    for (FramePlace frame : known) {
      boolean there = frame.end() <= pack.length();
      if (!there || (readData && open(frame) == null)) {
        bad.add(frame.number());
      } else if (readData) {
        bytes += frame.sealedLength();
      }
    }
    return new PackState(pack.length(), Optional.of(trouble), bad, bytes);
  }

  /// A frame's bytes; null when they are not what was written.
  private byte @Nullable [] open(FramePlace frame) throws StoreException {
    try {
      return frames.read(frame);
    } catch (StoreException trouble) {
      if (trouble.kind() == Kind.CORRUPT) {
        return null;
      }
      throw trouble;
    }
  }

  @Override
  public void close() {
    frames.close();
  }
}
