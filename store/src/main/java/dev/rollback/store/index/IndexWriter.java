package dev.rollback.store.index;

import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.pack.EntryKind;
import dev.rollback.store.pack.FramePlace;
import dev.rollback.store.pack.PackDirectory;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.MasterKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes an index of packs that have none yet.
public final class IndexWriter {
  /// The lowest bits of a sorting key are an entry's number; an id's first bits are above them.
  private static final int NUMBER_BITS = 24;

  private static final long NUMBER = (1L << NUMBER_BITS) - 1;

  private final Blobs blobs;
  private final MasterKey master;

  public IndexWriter(Blobs blobs, MasterKey master) {
    this.blobs = blobs;
    this.master = master;
  }

  /// Makes the entries of these packs known, durably: one file, or several when they are millions.
  public void write(List<PackDirectory> packs) throws StoreException {
    var some = new ArrayList<PackDirectory>();
    int entries = 0;
    for (PackDirectory pack : packs) {
      if (!some.isEmpty() && entries + pack.entries() > IndexFormat.MOST_ENTRIES) {
        writeOne(some, entries);
        some.clear();
        entries = 0;
      }
      some.add(pack);
      entries += pack.entries();
    }
    if (!some.isEmpty()) {
      writeOne(some, entries);
    }
  }

  private void writeOne(List<PackDirectory> packs, int entries) throws StoreException {
    int[] frames = new int[entries];
    int[] offsets = new int[entries];
    int[] starts = new int[packs.size()];
    try (var out = new IndexOutput(blobs, master)) {
      int number = 0;
      for (int pack = 0; pack < packs.size(); pack++) {
        starts[pack] = number;
        number = addFrames(packs.get(pack), out, frames, offsets, number);
      }
      for (long key : sorted(packs, entries)) {
        int entry = (int) (key & NUMBER);
        int pack = packOf(starts, entry);
        addEntry(packs.get(pack), entry - starts[pack], out, frames[entry], offsets[entry]);
      }
      out.finish();
    }
  }

  private static int addFrames(
      PackDirectory pack, IndexOutput out, int[] frames, int[] offsets, int first) {
    out.pack(pack.pack());
    int number = first;
    long at = BlobHeader.LENGTH;
    for (int frame = 0; frame < pack.frames(); frame++) {
      FramePlace place = pack.place(frame, at);
      int global = out.frame(place);
      at = place.end();
      int offset = 0;
      for (int entry = pack.firstEntry(frame); entry < pack.endEntry(frame); entry++) {
        frames[number] = global;
        offsets[number] = offset;
        offset += pack.length(entry);
        number++;
      }
    }
    return number;
  }

  private static void addEntry(
      PackDirectory pack, int entry, IndexOutput out, int frame, int offset) throws StoreException {
    out.entry(
        pack.idWord(entry, 0),
        pack.idWord(entry, 1),
        pack.idWord(entry, 2),
        pack.idWord(entry, 3),
        frame,
        offset,
        (pack.length(entry) << 2) | pack.kind(entry).code());
  }

  /// The numbers of all entries in the order of their ids. No object is made for an entry.
  private static long[] sorted(List<PackDirectory> packs, int entries) {
    long[] keys = new long[entries];
    int number = 0;
    for (PackDirectory pack : packs) {
      for (int entry = 0; entry < pack.entries(); entry++) {
        long start = pack.idWord(entry, 0) & ~NUMBER;
        keys[number] = (start ^ Long.MIN_VALUE) | number;
        number++;
      }
    }
    Arrays.sort(keys);
    settle(packs, keys);
    return keys;
  }

  /// Orders the few whose first bits are alike.
  private static void settle(List<PackDirectory> packs, long[] keys) {
    for (int i = 1; i < keys.length; i++) {
      long key = keys[i];
      int to = i;
      while (to > 0
          && (keys[to - 1] & ~NUMBER) == (key & ~NUMBER)
          && compare(packs, (int) (keys[to - 1] & NUMBER), (int) (key & NUMBER)) > 0) {
        keys[to] = keys[to - 1];
        to--;
      }
      keys[to] = key;
    }
  }

  private static int compare(List<PackDirectory> packs, int one, int other) {
    int order = id(packs, one).compareTo(id(packs, other));
    return order == 0 ? kind(packs, one).compareTo(kind(packs, other)) : order;
  }

  private static Sha256 id(List<PackDirectory> packs, int number) {
    int entry = number;
    for (PackDirectory pack : packs) {
      if (entry < pack.entries()) {
        return pack.id(entry);
      }
      entry -= pack.entries();
    }
    throw new IndexOutOfBoundsException(number);
  }

  private static EntryKind kind(List<PackDirectory> packs, int number) {
    int entry = number;
    for (PackDirectory pack : packs) {
      if (entry < pack.entries()) {
        return pack.kind(entry);
      }
      entry -= pack.entries();
    }
    throw new IndexOutOfBoundsException(number);
  }

  private static int packOf(int[] starts, int entry) {
    int found = Arrays.binarySearch(starts, entry);
    if (found < 0) {
      return -found - 2;
    }
    int last = found;
    while (last + 1 < starts.length && starts[last + 1] == entry) {
      last++;
    }
    return last;
  }
}
