package dev.rollback.store.blob;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;

/// Bytes in memory that wait to be sent, perhaps several times; it grows as they come.
final class S3Buffer {
  private static final int SLICE = 1 << 20;

  private final List<byte[]> slices = new ArrayList<>();
  private int length;

  int length() {
    return length;
  }

  void add(byte[] from, int offset, int count) {
    int done = 0;
    while (done < count) {
      int within = length % SLICE;
      if (within == 0) {
        slices.add(new byte[SLICE]);
      }
      int step = Math.min(count - done, SLICE - within);
      System.arraycopy(from, offset + done, slices.getLast(), within, step);
      length += step;
      done += step;
    }
  }

  void clear() {
    slices.clear();
    length = 0;
  }

  RequestBody body() {
    return RequestBody.fromContentProvider(this::stream, length, "application/octet-stream");
  }

  private InputStream stream() {
    List<InputStream> streams = new ArrayList<>();
    for (int start = 0; start < length; start += SLICE) {
      streams.add(
          new ByteArrayInputStream(slices.get(start / SLICE), 0, Math.min(SLICE, length - start)));
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }
}
