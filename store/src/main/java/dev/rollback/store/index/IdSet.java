package dev.rollback.store.index;

import dev.rollback.store.Sha256;
import java.util.Arrays;
import java.util.function.Consumer;

/// A set of ids that only grows, for several threads: 40 to 60 bytes for each, and no object.
public final class IdSet {
  private static final int SHARD_BITS = 6;

  private final Shard[] shards = new Shard[1 << SHARD_BITS];

  public IdSet() {
    Arrays.setAll(shards, _ -> new Shard());
  }

  /// Adds an id; false when it is there already.
  public boolean add(Sha256 id) {
    Shard shard = shard(id);
    synchronized (shard) {
      return shard.add(id);
    }
  }

  public boolean contains(Sha256 id) {
    Shard shard = shard(id);
    synchronized (shard) {
      return shard.slot(id) < 0;
    }
  }

  /// How many there are.
  public int size() {
    int size = 0;
    for (Shard shard : shards) {
      synchronized (shard) {
        size += shard.size;
      }
    }
    return size;
  }

  /// Visits all, in no order, while nobody adds.
  public void forEach(Consumer<Sha256> each) {
    for (Shard shard : shards) {
      synchronized (shard) {
        for (int number = 0; number < shard.size; number++) {
          each.accept(shard.id(number));
        }
      }
    }
  }

  private Shard shard(Sha256 id) {
    return shards[(int) (id.first() >>> (Long.SIZE - SHARD_BITS))];
  }

  /// Ids in the order in which they came, and a table of their numbers by open addressing.
  private static final class Shard {
    private static final int WORDS = 4;

    private long[] ids = {};
    private int size;

    /// One more than an id's number; 0 where there is none. At most half is used.
    private int[] slots = new int[16];

    boolean add(Sha256 id) {
      int slot = slot(id);
      if (slot < 0) {
        return false;
      }
      if (WORDS * size == ids.length) {
        ids = Arrays.copyOf(ids, WORDS * Math.max(8, size + size / 4));
      }
      int at = WORDS * size++;
      ids[at] = id.first();
      ids[at + 1] = id.second();
      ids[at + 2] = id.third();
      ids[at + 3] = id.fourth();
      slots[slot] = size;
      if (2 * size > slots.length) {
        rehash();
      }
      return true;
    }

    Sha256 id(int number) {
      int at = WORDS * number;
      return new Sha256(ids[at], ids[at + 1], ids[at + 2], ids[at + 3]);
    }

    /// Where the id would be put; negative when it is there.
    int slot(Sha256 id) {
      int mask = slots.length - 1;
      for (int slot = (int) id.second() & mask; ; slot = (slot + 1) & mask) {
        int number = slots[slot] - 1;
        if (number < 0) {
          return slot;
        }
        int at = WORDS * number;
        if (ids[at] == id.first()
            && ids[at + 1] == id.second()
            && ids[at + 2] == id.third()
            && ids[at + 3] == id.fourth()) {
          return -1;
        }
      }
    }

    private void rehash() {
      slots = new int[2 * slots.length];
      int mask = slots.length - 1;
      for (int number = 0; number < size; number++) {
        int slot = (int) ids[WORDS * number + 1] & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = number + 1;
      }
    }
  }
}
