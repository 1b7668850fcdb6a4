package dev.rollback.store.index;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.condemned.Condemnations;
import dev.rollback.store.condemned.Condemned;
import dev.rollback.store.pack.ByteCache;
import dev.rollback.store.seal.MasterKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All index files of a store, opened once and kept. For several threads.
public final class StoreIndex {
  private static final int ATTEMPTS = 10;

  private final Blobs blobs;
  private final MasterKey master;
  private final IndexReading reading;
  private final Condemnations condemnations;
  private final ByteCache<IndexView.Stretch> stretches;
  private final Map<String, IndexFile> opened = new HashMap<>();
  private volatile @Nullable IndexView view;

  /// @param cacheBytes of entries that are kept in memory
  public StoreIndex(Blobs blobs, MasterKey master, long cacheBytes) {
    this.blobs = blobs;
    this.master = master;
    this.reading = new IndexReading(blobs, master);
    this.condemnations = new Condemnations(blobs, master);
    this.stretches =
        new ByteCache<>(
            cacheBytes,
            stretch -> reading.segments(stretch.file(), stretch.first(), stretch.count()));
  }

  /// What was seen last.
  public IndexView view() throws StoreException {
    IndexView last = view;
    return last == null ? refreshed() : last;
  }

  /// What is there now.
  public synchronized IndexView refreshed() throws StoreException {
    for (int attempt = 1; ; attempt++) {
      try {
        IndexView fresh = look();
        view = fresh;
        return fresh;
      } catch (StoreException failed) {
        if (failed.kind() != Kind.MISSING || attempt == ATTEMPTS) {
          throw failed;
        }
      }
    }
  }

  private IndexView look() throws StoreException {
    var damages = new ArrayList<StoreException>();
    // Condemnations first: an index that was written after one was removed may know better.
    Condemned condemned = condemnations.read();
    var found = new ArrayList<BlobStatus>();
    blobs.list(IndexFormat.PREFIX, found::add);
    var files = new HashMap<String, IndexFile>();
    for (BlobStatus file : found) {
      open(file, files, damages);
    }
    opened.clear();
    opened.putAll(files);
    var largestFirst = new ArrayList<>(files.values());
    largestFirst.sort(Comparator.comparingLong(IndexFile::entries).reversed());
    return new IndexView(
        largestFirst, condemned.doomed(), condemned.gone(), damages, reading, stretches);
  }

  private void open(BlobStatus file, Map<String, IndexFile> files, List<StoreException> damages)
      throws StoreException {
    if (!IndexFormat.isName(file.name())) {
      return;
    }
    try {
      IndexFile known = opened.get(file.name());
      files.put(file.name(), known == null ? reading.open(file) : known);
    } catch (StoreException failed) {
      if (failed.kind() != Kind.CORRUPT) {
        throw failed;
      }
      damages.add(failed);
    }
  }

  /// Makes one file of many small ones, if there are many. Whoever calls has a lease.
  public void compact() throws StoreException {
    IndexView now = refreshed();
    List<IndexFile> small = Compaction.of(now.files());
    if (small.isEmpty()) {
      return;
    }
    new IndexMerge(now, small).write(blobs, master, pack -> !now.removed().contains(pack));
    for (IndexFile file : small) {
      blobs.delete(IndexFormat.name(file.id()));
    }
    refreshed();
  }
}
