package dev.rollback.store.check;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.index.IndexFile;
import dev.rollback.store.index.IndexMerge;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.pack.FramePlace;
import dev.rollback.store.pack.Location;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.prune.Packs;
import dev.rollback.store.prune.Threads;
import dev.rollback.store.seal.BlobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// What was found out about all packs that are there.
public final class PackStates {
  /// Packs that are read at once at least: storage far away answers late.
  private static final int PROVING = 4;

  /// Packs of which only the ends are read at once.
  private static final int LOOKING = 16;

  private final StoreParts parts;
  private final boolean readData;
  private final Map<BlobId, BlobStatus> there;
  private final Map<BlobId, PackState> states = new ConcurrentHashMap<>();

  private PackStates(StoreParts parts, boolean readData, Map<BlobId, BlobStatus> there) {
    this.parts = parts;
    this.readData = readData;
    this.there = there;
  }

  /// Looks into all packs that have not gone by a verdict, several at once.
  ///
  /// @param files the index files that can be read
  /// @param readData whether every byte is read and proved
  public static PackStates of(
      StoreParts parts, IndexView view, List<IndexFile> files, boolean readData)
      throws StoreException {
    var there = new HashMap<>(Packs.in(parts.blobs()));
    there.keySet().removeAll(view.removed());
    var states = new PackStates(parts, readData, there);
    states.look(there.keySet(), Map.of());
    Set<BlobId> broken = states.broken();
    if (!broken.isEmpty()) {
      states.look(broken, knownFrames(view, files, broken));
    }
    return states;
  }

  private void look(Set<BlobId> packs, Map<BlobId, Set<FramePlace>> known) throws StoreException {
    var waiting = new ConcurrentLinkedQueue<>(packs);
    int processors = Runtime.getRuntime().availableProcessors();
    int count = readData ? Math.max(PROVING, processors) : LOOKING;
    try (var threads = Executors.newFixedThreadPool(count)) {
      var running = new ArrayList<Future<Object>>();
      for (int thread = 0; thread < count; thread++) {
        running.add(
            threads.submit(
                () -> {
                  look(waiting, known);
                  return this;
                }));
      }
      for (Future<Object> one : running) {
        Threads.await(one);
      }
    }
  }

  private void look(ConcurrentLinkedQueue<BlobId> waiting, Map<BlobId, Set<FramePlace>> known)
      throws StoreException {
    try (var check = new PackCheck(parts, readData)) {
      for (BlobId pack = waiting.poll(); pack != null; pack = waiting.poll()) {
        BlobStatus status = there.get(pack);
        if (status != null) {
          Optional<PackState> state = check.look(status, known.getOrDefault(pack, Set.of()));
          BlobId seen = pack;
          state.ifPresent(each -> states.put(seen, each));
        }
      }
    }
  }

  private Set<BlobId> broken() {
    var broken = new HashSet<BlobId>();
    states.forEach(
        (pack, state) -> {
          if (state.trouble().isPresent()) {
            broken.add(pack);
          }
        });
    return broken;
  }

  /// The frames of some packs that an index knows.
  private static Map<BlobId, Set<FramePlace>> knownFrames(
      IndexView view, List<IndexFile> files, Set<BlobId> packs) throws StoreException {
    var frames = new HashMap<BlobId, Set<FramePlace>>();
    new IndexMerge(view, files)
        .forEach(
            at -> {
              FramePlace frame = at.location().frame();
              if (packs.contains(frame.pack())) {
                frames.computeIfAbsent(frame.pack(), _ -> new HashSet<>()).add(frame);
              }
            });
    return frames;
  }

  /// The packs that are there.
  public Map<BlobId, PackState> all() {
    return Map.copyOf(states);
  }

  /// What is known of a pack; null when it is not there.
  public @Nullable PackState of(BlobId pack) {
    return states.get(pack);
  }

  /// The blob of a pack that is there.
  public Optional<BlobStatus> blob(BlobId pack) {
    return Optional.ofNullable(there.get(pack));
  }

  /// Whether an entry can be read there, as far as is known.
  public boolean holds(Location at) {
    PackState state = states.get(at.pack());
    return state != null && state.holds(at.frame());
  }

  /// Bytes that were read and proved.
  public long bytes() {
    return states.values().stream().mapToLong(PackState::bytes).sum();
  }
}
