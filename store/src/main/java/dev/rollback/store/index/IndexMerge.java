package dev.rollback.store.index;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.pack.Location;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.MasterKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Several index files as one, in the order of ids.
public final class IndexMerge {
  /// What is done with an entry.
  public interface Visitor {
    /// @param at where the cursor stands; it moves when this returns
    void entry(IndexCursor at) throws StoreException;
  }

  private final IndexView view;
  private final List<IndexFile> files;

  /// @param files some of the view's
  public IndexMerge(IndexView view, List<IndexFile> files) {
    this.view = view;
    this.files = List.copyOf(files);
  }

  /// Visits all entries: by id, then by kind; one that several files have, as often.
  public void forEach(Visitor visitor) throws StoreException {
    var heads = new PriorityQueue<IndexCursor>(Math.max(1, files.size()), IndexCursor::compareTo);
    for (IndexFile file : files) {
      IndexCursor cursor = view.cursor(file);
      if (cursor.next()) {
        heads.add(cursor);
      }
    }
    for (IndexCursor head = heads.poll(); head != null; head = heads.poll()) {
      visitor.entry(head);
      if (head.next()) {
        heads.add(head);
      }
    }
  }

  /// Writes one file that has all entries of these, without those of some packs; durable when this
  /// returns. The files are left: whoever called deletes them then.
  ///
  /// @param keep the packs whose entries are kept
  public void write(Blobs blobs, MasterKey master, Predicate<BlobId> keep) throws StoreException {
    var numbers = new HashMap<IndexFile, int[]>();
    try (var out = new IndexOutput(blobs, master)) {
      for (IndexFile file : files) {
        numbers.put(file, addFrames(file, out, keep));
      }
      var last = new Last();
      forEach(
          at -> {
            Location location = at.location();
            int[] known = numbers.getOrDefault(at.file(), new int[0]);
            int frame = known[at.frame()];
            if (frame >= 0 && last.isAnother(at, location)) {
              out.entry(
                  at.word(0),
                  at.word(1),
                  at.word(2),
                  at.word(3),
                  frame,
                  at.offset(),
                  at.lengthAndKind());
            }
          });
      out.finish();
    }
  }

  /// New numbers of a file's frames; negative for those of packs that are not kept.
  private static int[] addFrames(IndexFile file, IndexOutput out, Predicate<BlobId> keep) {
    IndexTable table = file.table();
    int[] numbers = new int[table.frames()];
    int pack = -1;
    boolean kept = false;
    for (int frame = 0; frame < numbers.length; frame++) {
      if (table.pack(frame) != pack) {
        pack = table.pack(frame);
        BlobId id = table.packs().get(pack);
        kept = keep.test(id);
        if (kept) {
          out.pack(id);
        }
      }
      numbers[frame] = kept ? out.frame(table.place(frame)) : -1;
    }
    return numbers;
  }

  /// Tells the same place of the same entry, which two files may both have.
  private static final class Last {
    private final List<Location> locations = new ArrayList<>();
    private dev.rollback.store.@Nullable Sha256 id;

    boolean isAnother(IndexCursor at, Location location) {
      if (!at.id().equals(id)) {
        id = at.id();
        locations.clear();
      }
      boolean another = !locations.contains(location);
      locations.add(location);
      return another;
    }
  }
}
