package dev.rollback.store.fuzz;

import dev.rollback.store.StoreException;
import java.util.List;

/// A reader of bytes that may be forged.
public interface FuzzTarget {
  /// Reads the bytes. [IllegalArgumentException] and [StoreException] are how a reader refuses;
  /// whatever else comes out is a defect.
  void read(byte[] bytes) throws StoreException;

  /// Bytes that it accepts, to begin with.
  List<byte[]> seeds() throws StoreException;

  /// Bytes that it may allocate for an input of so many, besides.
  default long allowance(int length) {
    return (4L << 20) + 512L * length;
  }
}
