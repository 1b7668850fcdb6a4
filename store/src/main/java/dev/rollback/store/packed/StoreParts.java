package dev.rollback.store.packed;

import dev.rollback.store.blob.Blobs;
import dev.rollback.store.chunk.Chunker;
import dev.rollback.store.chunk.Parameters;
import dev.rollback.store.index.StoreIndex;
import dev.rollback.store.lease.Leases;
import dev.rollback.store.seal.MasterKey;

/// What an open store is made of.
public record StoreParts(
    Blobs blobs,
    MasterKey master,
    Parameters parameters,
    Chunker chunker,
    StoreIndex index,
    Frames frames,
    Owners owners,
    Leases leases) {
  /// Memory that a store keeps for what it read lately: an eighth of the heap for frames, at most
  /// this, and as much for the index.
  private static final long MOST_CACHE = 64 << 20;

  /// The parts of the store with this key and these parameters.
  public static StoreParts of(Blobs blobs, MasterKey master, Parameters parameters) {
    long cache = Math.min(MOST_CACHE, Runtime.getRuntime().maxMemory() / 8);
    return new StoreParts(
        blobs,
        master,
        parameters,
        parameters.chunker(master),
        new StoreIndex(blobs, master, cache),
        new Frames(blobs, master, cache),
        new Owners(blobs, master),
        new Leases(blobs));
  }
}
