package dev.rollback.store.check;

import dev.rollback.store.CheckReport.Damage;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.Sha256;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.chunk.Parameters;
import dev.rollback.store.condemned.Condemnations;
import dev.rollback.store.pack.PackFormat;
import dev.rollback.store.packed.StoreParts;
import dev.rollback.store.packed.StorePlace;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.KeyCost;
import dev.rollback.store.seal.StoreKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Puts damage into sentences: whose, which, what now.
final class Telling {
  private static final int FORMAT_BYTES = 1024;

  private final StoreParts parts;
  private final Sufferers sufferers;
  private final List<Damage> causes = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();

  Telling(StoreParts parts, Sufferers sufferers) {
    this.parts = parts;
    this.sufferers = sufferers;
  }

  /// All that was told: what may be the cause of all else first, then what owners need.
  List<Damage> worstFirst() {
    damages.sort(Comparator.comparing((Damage damage) -> damage.owners().isEmpty()));
    return Stream.concat(causes.stream(), damages.stream()).toList();
  }

  /// What lies directly in the store's place, and the condemnations.
  void settings() throws StoreException {
    readable(
        StorePlace.FORMAT,
        () -> StorePlace.isMark(parts.blobs().read(StorePlace.FORMAT, FORMAT_BYTES)));
    readable(
        Parameters.NAME,
        () -> {
          byte[] bytes = parts.blobs().read(Parameters.NAME, Parameters.MOST_BYTES);
          return Parameters.decode(bytes, parts.master()).equals(parts.parameters());
        });
    keys();
    for (BlobStatus blob : new Condemnations(parts.blobs(), parts.master()).damaged()) {
      add(
          Kind.CORRUPT,
          List.of(),
          "The condemnation %s is damaged: its packs stay until it is removed. Repair the store."
              .formatted(blob.name()));
    }
  }

  private void keys() throws StoreException {
    var keys = new StoreKeys(parts.blobs(), KeyCost.USUAL);
    for (String name : keys.damages()) {
      causes.add(
          damage(
              Kind.CORRUPT,
              List.of(),
              "'%s' of the store %s is damaged and opens it no longer. Bring it back from a copy, or add its passphrase again and delete that blob."
                  .formatted(name, parts.blobs().place())));
    }
    if (keys.list().isEmpty()) {
      causes.add(
          damage(
              Kind.MISSING,
              List.of(),
              "The store %s has no intact key: once closed, it cannot be opened again. Bring back its 'keys' now."
                  .formatted(parts.blobs().place())));
    }
  }

  private interface Reading {
    boolean good() throws StoreException;
  }

  private void readable(String name, Reading reading) throws StoreException {
    Kind kind = Kind.CORRUPT;
    try {
      if (reading.good()) {
        return;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below.
    } catch (StoreException trouble) {
      if (trouble.kind() != Kind.MISSING && trouble.kind() != Kind.CORRUPT) {
        throw trouble;
      }
      kind = trouble.kind();
    }
    String state = kind == Kind.MISSING ? "gone" : "damaged";
    causes.add(
        damage(
            kind,
            List.of(),
            "'%s' of the store %s is %s: the store cannot be opened again. Repair the store."
                .formatted(name, parts.blobs().place(), state)));
  }

  void index(List<StoreException> troubles) {
    for (StoreException trouble : troubles) {
      causes.add(damage(trouble.kind(), List.of(), String.valueOf(trouble.getMessage())));
    }
  }

  void lists(Map<String, StoreException> bad) {
    new TreeMap<>(bad)
        .forEach(
            (name, trouble) ->
                add(
                    trouble.kind(),
                    Kept.ownerOf(name).stream().toList(),
                    "What %s keeps is not known. %s Take its snapshot again, or delete it; until then nothing is pruned."
                        .formatted(
                            Kept.ownerOf(name).map(Owner::name).orElse("somebody"),
                            trouble.getMessage())));
  }

  /// @param removed packs that went while this check ran
  void packs(PackStates packs, Places places, Set<BlobId> removed) {
    for (BlobId pack : places.absent()) {
      if (!removed.contains(pack)) {
        add(
            Kind.MISSING,
            sufferers.of(places.unreadableIn(pack)),
            "The pack %s of the store %s is gone. See who removed it and bring it back, or repair the store."
                .formatted(PackFormat.name(pack), parts.blobs().place()));
      }
    }
    packs
        .all()
        .forEach(
            (pack, state) -> {
              if (!state.intact() && !removed.contains(pack)) {
                add(Kind.CORRUPT, sufferers.of(places.unreadableIn(pack)), message(pack, state));
              }
            });
  }

  private String message(BlobId pack, PackState state) {
    String frames =
        state.badFrames().isEmpty()
            ? ""
            : " %d of its frames cannot be read.".formatted(state.badFrames().size());
    return state
        .trouble()
        .map(trouble -> trouble.getMessage() + frames)
        .orElseGet(
            () ->
                "The pack %s of the store %s is damaged.%s Repair the store."
                    .formatted(PackFormat.name(pack), parts.blobs().place(), frames));
  }

  /// @param owners those that are there still: what others needed is no damage any more
  void items(
      Map<ContentId, Optional<StoreException>> contents,
      Map<NodeId, Optional<StoreException>> nodes,
      Predicate<Owner> owners) {
    nodes.forEach(
        (node, trouble) -> {
          List<Owner> needing = needing(node.sum(), owners);
          if (!needing.isEmpty()) {
            damages.add(
                new Damage(
                    kind(trouble),
                    Optional.empty(),
                    Optional.of(node),
                    needing,
                    message("node", node.sum(), needing)));
          }
        });
    contents.forEach(
        (content, trouble) -> {
          List<Owner> needing = needing(content.sum(), owners);
          if (!needing.isEmpty()) {
            damages.add(
                new Damage(
                    kind(trouble),
                    Optional.of(content),
                    needing,
                    message("content", content.sum(), needing)));
          }
        });
  }

  /// Pieces of long contents have no owners of their own: the content is told.
  private List<Owner> needing(Sha256 id, Predicate<Owner> owners) {
    return sufferers.of(id).stream().filter(owners).toList();
  }

  private static Kind kind(Optional<StoreException> trouble) {
    return trouble.map(StoreException::kind).orElse(Kind.MISSING);
  }

  private static String message(String what, Sha256 id, List<Owner> owners) {
    return "The %s %s cannot be read; %s %s it. Repair the store, then take these snapshots again: what can be had again is stored anew."
        .formatted(
            what,
            id,
            String.join(", ", owners.stream().map(Owner::name).toList()),
            owners.size() == 1 ? "needs" : "need");
  }

  private void add(Kind kind, List<Owner> owners, String message) {
    damages.add(damage(kind, owners, message));
  }

  private static Damage damage(Kind kind, List<Owner> owners, String message) {
    return new Damage(kind, Optional.empty(), owners, message);
  }
}
