package dev.rollback.store.prune;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.condemned.Condemnation;
import dev.rollback.store.condemned.Condemnations;
import dev.rollback.store.index.IndexFile;
import dev.rollback.store.index.IndexFormat;
import dev.rollback.store.index.IndexMerge;
import dev.rollback.store.index.IndexPass;
import dev.rollback.store.index.IndexView;
import dev.rollback.store.pack.PackFormat;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.reach.Reach;
import dev.rollback.store.seal.BlobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Carries condemnations out, and forgets those that were carried out long ago.
final class Sweep {
  /// So long an index that somebody writes late may lead to packs that have gone.
  static final Duration REMEMBERED = Duration.ofDays(7);

  /// Blobs that are deleted at once.
  private static final int TOGETHER = 16;

  private final StoreParts parts;
  private final Condemnations condemnations;
  private long packs;
  private long bytes;
  private long contents;
  private long pardoned;

  Sweep(StoreParts parts) {
    this.parts = parts;
    this.condemnations = new Condemnations(parts.blobs(), parts.master());
  }

  /// Packs that were removed.
  long packs() {
    return packs;
  }

  long bytes() {
    return bytes;
  }

  long contents() {
    return contents;
  }

  long pardoned() {
    return pardoned;
  }

  /// Those that can be decided now.
  static List<Condemnation> free(
      List<Condemnation> all, Set<BlobId> leases, Instant condemnedBefore) {
    return all.stream()
        .filter(each -> each.removed().isEmpty())
        .filter(each -> each.isFree(leases) && !each.written().isAfter(condemnedBefore))
        .toList();
  }

  /// Decides these condemnations, and deletes what goes. The leases were asked for before.
  void run(List<Condemnation> free) throws StoreException {
    if (free.isEmpty()) {
      return;
    }
    // The owners' lists are read only now: whoever relies on a pack has written his, or is too
    // late.
    Reach reach = Reach.of(parts, Set.of());
    Map<BlobId, BlobStatus> there = Packs.in(parts.blobs());
    Survey survey = Survey.of(reach, parts.index(), there.keySet());
    for (Condemnation each : free) {
      var going = new HashSet<>(each.packs());
      going.removeIf(survey::isNeeded);
      if (condemnations.decide(each.id(), going)) {
        pardoned += each.packs().size() - going.size();
        count(survey, there, going);
        delete(going);
      }
    }
  }

  private void count(Survey survey, Map<BlobId, BlobStatus> there, Set<BlobId> going) {
    bytes += Packs.bytes(there, going);
    for (BlobId pack : going) {
      packs += there.containsKey(pack) ? 1 : 0;
      PackTally tally = survey.tally(pack);
      contents += tally == null ? 0 : tally.deadContents();
    }
  }

  private void delete(Collection<BlobId> going) throws StoreException {
    try (var threads = Executors.newFixedThreadPool(TOGETHER, Thread.ofVirtual().factory())) {
      var running = new ArrayList<Future<Object>>();
      for (BlobId pack : going) {
        running.add(
            threads.submit(
                () -> {
                  parts.blobs().delete(PackFormat.name(pack));
                  return pack;
                }));
      }
      for (Future<Object> one : running) {
        Threads.await(one);
      }
    }
  }

  /// Ends what another prune left undone: deletes packs that have gone by a verdict, takes them out
  /// of the index, and forgets condemnations that no late index can lead to any more.
  void tidy(Instant now) throws StoreException {
    Instant before = now.minus(REMEMBERED);
    var gone = new HashSet<BlobId>();
    var old = new ArrayList<BlobId>();
    for (Condemnation each : condemnations.list()) {
      each.removed().ifPresent(gone::addAll);
      if (each.removed().isPresent() && each.written().isBefore(before)) {
        old.add(each.id());
      }
    }
    if (!gone.isEmpty()) {
      var left = new HashSet<>(Packs.in(parts.blobs()).keySet());
      left.retainAll(gone);
      delete(left);
      forgetInIndex();
    }
    for (BlobId each : old) {
      condemnations.forget(each);
    }
    for (BlobStatus stray : condemnations.orphans()) {
      if (stray.written().isBefore(before)) {
        parts.blobs().delete(stray.name());
      }
    }
  }

  /// Writes index files that lead to packs that have gone without them.
  private void forgetInIndex() throws StoreException {
    IndexPass.of(
        parts.index(),
        view -> {
          for (IndexFile file : view.files()) {
            if (!Collections.disjoint(file.packs(), view.removed())) {
              forgetIn(view, file);
            }
          }
          return view;
        });
  }

  private void forgetIn(IndexView view, IndexFile file) throws StoreException {
    Set<BlobId> gone = view.removed();
    if (!gone.containsAll(file.packs())) {
      new IndexMerge(view, List.of(file))
          .write(parts.blobs(), parts.master(), pack -> !gone.contains(pack));
    }
    parts.blobs().delete(IndexFormat.PREFIX + file.id());
  }
}
