package dev.rollback.store.prune;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.condemned.Condemnation;
import dev.rollback.store.condemned.Condemnations;
import dev.rollback.store.index.IndexPass;
import dev.rollback.store.lease.Lease;
import dev.rollback.store.packed.Completeness;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.reach.Reach;
import dev.rollback.store.seal.BlobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes what nobody owns out of a store, in two steps: packs are condemned, and removed later,
/// when whoever may rely on them is done. May run beside writers and other prunes, and be cut off
/// anywhere; the next one goes on.
public final class Prune {
  /// Without a lease, nobody is at one blob for so long.
  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  private final StoreParts parts;
  private final Condemnations condemnations;
  private final PruneOptions options;

  public Prune(StoreParts parts, PruneOptions options) {
    this.parts = parts;
    this.condemnations = new Condemnations(parts.blobs(), parts.master());
    this.options = options;
  }

  /// Prunes.
  ///
  /// @throws StoreException CORRUPT or MISSING, and nothing is condemned or removed, when a list or
  ///     a node that an owner keeps cannot be read: what is kept is not known then
  public PruneReport run() throws StoreException {
    return options.dryRun() ? foresee() : prune();
  }

  private PruneReport prune() throws StoreException {
    try (Lease lease = parts.leases().take("prune")) {
      Instant now = parts.blobs().now();
      Instant before = now.minus(options.grace());
      var sweep = new Sweep(parts);
      Set<BlobId> others = others(lease);
      Optional<Instant> othersBegan = Choice.began(parts.leases(), others);
      Marked marked = mark(othersBegan, before);
      if (marked.survey.isComplete()) {
        new Completeness(parts.blobs()).foundSince(now);
      }
      condemn(marked.choice.dead(), lease);
      long rewritten = rewrite(marked, lease);
      // Without a grace, what was condemned just now may go at once.
      Instant condemnedBefore = parts.blobs().now().minus(options.grace());
      sweep.run(Sweep.free(condemnations.list(), others(lease), condemnedBefore));
      sweep.tidy(now);
      IndexPass.of(
          parts.index(),
          view -> {
            parts.index().compact();
            return view;
          });
      // A writer may pause with a pack half-written for as long as it likes.
      Instant abandoned = now.minus(LEFT_BEHIND);
      long leftovers =
          parts.blobs().sweep(othersBegan.filter(abandoned::isAfter).orElse(abandoned));
      return report(marked, sweep, rewritten, leftovers);
    }
  }

  /// What is alive, and what is to go.
  private record Marked(Survey survey, Map<BlobId, BlobStatus> there, Choice choice) {}

  /// @param began when the first of the others that work in the store now began
  private Marked mark(Optional<Instant> began, Instant before) throws StoreException {
    Map<BlobId, BlobStatus> there = Packs.in(parts.blobs());
    Reach reach = Reach.of(parts, options.without());
    Survey survey = Survey.of(reach, parts.index(), there.keySet());
    return new Marked(survey, there, Choice.of(survey, there, options, before, began));
  }

  /// Leases of all but this prune.
  private Set<BlobId> others(Lease lease) throws StoreException {
    var others = new HashSet<>(parts.leases().present());
    others.remove(lease.id());
    return others;
  }

  private void condemn(List<BlobId> packs, Lease lease) throws StoreException {
    if (!packs.isEmpty()) {
      condemnations.condemn(packs);
    }
    // Who may rely on what was condemned, by this prune or by one that was cut off here.
    for (Condemnation each : condemnations.list()) {
      if (each.leases().isEmpty() && each.removed().isEmpty()) {
        condemnations.note(each.id(), others(lease));
      }
    }
  }

  /// Writes what is alive in wasteful packs anew, and condemns these.
  ///
  /// @return bytes written
  private long rewrite(Marked marked, Lease lease) throws StoreException {
    var rewritten = new ArrayList<BlobId>();
    try (var rewriting = new Rewriting(parts)) {
      for (BlobId pack : marked.choice.wasteful()) {
        BlobStatus status = marked.there.get(pack);
        if (status != null
            && rewriting.copy(status, (kind, id) -> marked.survey.isAlive(pack, kind, id))) {
          rewritten.add(pack);
        }
      }
      rewriting.finish();
      condemn(rewritten, lease);
      return rewriting.storedBytes();
    }
  }

  private PruneReport foresee() throws StoreException {
    Instant before = parts.blobs().now().minus(options.grace());
    Set<BlobId> others = parts.leases().present();
    Marked marked = mark(Choice.began(parts.leases(), others), before);
    var going = new HashSet<BlobId>();
    for (Condemnation each : Sweep.free(condemnations.list(), others, before)) {
      going.addAll(each.packs());
    }
    going.removeIf(marked.survey::isNeeded);
    going.retainAll(marked.there.keySet());
    var waiting = new HashSet<>(marked.choice.dead());
    waiting.addAll(marked.choice.wasteful());
    waiting.addAll(marked.survey.view().condemned());
    waiting.removeAll(going);
    waiting.removeIf(marked.survey::isNeeded);
    waiting.retainAll(marked.there.keySet());
    return new PruneReport(
        waiting.size(),
        Packs.bytes(marked.there, waiting),
        marked.choice.wasteful().size(),
        liveBytes(marked),
        going.size(),
        Packs.bytes(marked.there, going),
        deadContents(marked.survey, going),
        0,
        deadContents(marked.survey, marked.survey.packs()) - deadContents(marked.survey, going),
        marked.survey.missingContents(),
        0);
  }

  private static long liveBytes(Marked marked) {
    double bytes = 0;
    for (BlobId pack : marked.choice.wasteful()) {
      PackTally tally = marked.survey.tally(pack);
      BlobStatus status = marked.there.get(pack);
      if (tally != null && status != null) {
        bytes += status.length() * (1 - tally.deadPart());
      }
    }
    return Math.round(bytes);
  }

  private static long deadContents(Survey survey, Set<BlobId> packs) {
    long dead = 0;
    for (BlobId pack : packs) {
      PackTally tally = survey.tally(pack);
      dead += tally == null ? 0 : tally.deadContents();
    }
    return dead;
  }

  private PruneReport report(Marked marked, Sweep sweep, long rewritten, long leftovers)
      throws StoreException {
    var waiting = new HashSet<BlobId>();
    for (Condemnation each : condemnations.list()) {
      if (each.removed().isEmpty()) {
        waiting.addAll(each.packs());
      }
    }
    Map<BlobId, BlobStatus> there = Packs.in(parts.blobs());
    waiting.retainAll(there.keySet());
    return new PruneReport(
        waiting.size(),
        Packs.bytes(there, waiting),
        marked.choice.wasteful().size(),
        rewritten,
        sweep.packs(),
        sweep.bytes(),
        sweep.contents(),
        sweep.pardoned(),
        deadContents(marked.survey, marked.survey.packs()) - sweep.contents(),
        marked.survey.missingContents(),
        leftovers);
  }
}
