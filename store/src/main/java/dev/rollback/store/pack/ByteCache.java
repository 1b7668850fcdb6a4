package dev.rollback.store.pack;

import dev.rollback.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Byte arrays that are dear to make, the latest used of them, up to a number of bytes. Two who ask
/// for the same at once wait for one making. For several threads.
public final class ByteCache<K> {
  /// Makes what is not there.
  public interface Source<K> {
    byte[] load(K key) throws StoreException;
  }

  private static final class Slot {
    private volatile byte @Nullable [] bytes;
  }

  private final long limit;
  private final Source<K> source;
  private final LinkedHashMap<K, Slot> slots = new LinkedHashMap<>(64, 0.75f, true);
  private long held;

  public ByteCache(long limit, Source<K> source) {
    this.limit = limit;
    this.source = source;
  }

  /// The array of this key, which nobody changes.
  public byte[] get(K key) throws StoreException {
    Slot slot = slot(key);
    byte[] bytes = slot.bytes;
    return bytes == null ? load(key, slot) : bytes;
  }

  private Slot slot(K key) {
    synchronized (slots) {
      return slots.computeIfAbsent(key, _ -> new Slot());
    }
  }

  private byte[] load(K key, Slot slot) throws StoreException {
    synchronized (slot) {
      byte[] there = slot.bytes;
      if (there != null) {
        return there;
      }
      byte[] bytes;
      try {
        bytes = source.load(key);
      } catch (StoreException | RuntimeException | Error failed) {
        forget(key, slot);
        throw failed;
      }
      hold(key, slot, bytes);
      return bytes;
    }
  }

  /// Makes the array known and counts it in one step: one that is known and not counted yet could
  /// be pushed out, and its bytes be taken from what others hold.
  private void hold(K key, Slot slot, byte[] made) {
    synchronized (slots) {
      slot.bytes = made;
      if (slots.get(key) != slot) {
        return; // Forgotten, because another failed to make it.
      }
      held += made.length;
      var eldest = slots.entrySet().iterator();
      while (held > limit && slots.size() > 1) {
        Map.Entry<K, Slot> entry = eldest.next();
        byte[] bytes = entry.getValue().bytes;
        if (entry.getValue() != slot && bytes != null) {
          held -= bytes.length;
          eldest.remove();
        } else if (!eldest.hasNext()) {
          return;
        }
      }
    }
  }

  private void forget(K key, Slot slot) {
    synchronized (slots) {
      slots.remove(key, slot);
    }
  }
}
