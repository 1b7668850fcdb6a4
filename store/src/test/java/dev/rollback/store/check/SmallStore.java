package dev.rollback.store.check;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trees;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.MemoryBlobs;
import dev.rollback.store.chunk.Parameters;
import dev.rollback.store.packed.PackStore;
import dev.rollback.store.seal.KeyCost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A store with something of every kind: trees that share a part, contents of their own, and a
/// content in pieces.
public final class SmallStore {
  public static final Owner WEB = new Owner("web");
  public static final Owner APP = new Owner("app/members/one");
  public static final Owner LARGE = new Owner("large");

  public static final byte[] SHARED = Bytes.prose(1, 900);
  public static final byte[] WEBS = Bytes.noise(2, 700);
  public static final byte[] APPS = Bytes.noise(3, 600);
  public static final byte[] LONG = Bytes.noise(4, 3_000);

  /// Cuts and batches so that little holds much.
  public static final Parameters PARAMETERS = new Parameters(256, 512, 1024, 1024);

  private SmallStore() {}

  public static PackStore open(Blobs blobs) throws StoreException {
    return PackStore.open(blobs, Optional.empty(), KeyCost.USUAL, PARAMETERS);
  }

  /// Fills a store; answers the roots of the owners that have trees.
  public static Map<Owner, NodeId> fill(PackStore store) throws IOException {
    var roots = new TreeMap<Owner, NodeId>();
    roots.put(WEB, Trees.write(store, WEB, SHARED, WEBS));
    roots.put(APP, Trees.write(store, APP, SHARED, APPS));
    try (SnapshotWriter writer = store.writer(LARGE)) {
      writer.write(new ByteArrayInputStream(LONG));
      writer.write(WEBS);
      writer.commit();
    }
    store.sidecars().write("web", Bytes.text("{\"snapshot_id\": \"web\"}"));
    return roots;
  }

  /// All contents that owners keep.
  public static List<byte[]> contents() {
    return List.of(SHARED, WEBS, APPS, LONG);
  }

  public static boolean readable(PackStore store, byte[] content) {
    try {
      return Arrays.equals(store.reader().read(ContentId.of(content), content.length), content);
    } catch (StoreException trouble) {
      return false;
    }
  }

  public static SortedSet<String> names(MemoryBlobs blobs, String prefix) {
    var names = new TreeSet<String>();
    blobs.list(prefix, blob -> names.add(blob.name()));
    return names;
  }
}
