package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.Arrays;

/// Reads the content of regular files into a store. One thread's: it has the buffer.
final class FileReading implements Crew.Tools {
  private final OperatingSystem system;
  private final WritingLane lane;
  private byte[] buffer = new byte[64 * 1024];

  FileReading(OperatingSystem system, WritingLane lane) {
    this.system = system;
    this.lane = lane;
  }

  WritingLane lane() {
    return lane;
  }

  private byte[] buffer(int length) {
    if (buffer.length < length) {
      buffer = new byte[Math.max(length, Math.min(buffer.length * 2, longest() * 2))];
    }
    return buffer;
  }

  private int longest() {
    return lane.longest();
  }

  /// Reads a file of at most a section. One that grows meanwhile is read as far as it was said to
  /// go.
  Body.Content read(Descriptor file, FileStatus status) throws SystemFailure, StoreException {
    int size = Math.toIntExact(status.size());
    if (size == 0) {
      return new Body.Content(0, Pieces.NONE);
    }
    if (size > longest() || status.sparse()) {
      var section = new FileMap.Section();
      readSection(file, 0, size, section);
      return new Body.Content(size, new Pieces.Mapped(section.write(lane)));
    }
    byte[] bytes = buffer(size);
    int count = fill(file, 0, bytes, 0, size);
    return new Body.Content(count, pieces(bytes, count));
  }

  private Pieces pieces(byte[] bytes, int count) throws StoreException {
    if (count == 0) {
      return Pieces.NONE;
    }
    if (lane.cut(bytes, 0, count) == count) {
      return new Pieces.Whole(lane.content(bytes, 0, count));
    }
    var section = new FileMap.Section();
    cutUp(bytes, count, section);
    return new Pieces.Mapped(section.write(lane));
  }

  private void cutUp(byte[] bytes, int count, FileMap.Section section) throws StoreException {
    for (int at = 0; at < count; ) {
      int cut = lane.cut(bytes, at, count - at);
      section.data(cut, lane.content(bytes, at, cut));
      at += cut;
    }
  }

  /// Reads the bytes from `start` to `end`, holes as holes.
  void readSection(Descriptor file, long start, long end, FileMap.Section section)
      throws SystemFailure, StoreException {
    long at = start;
    while (at < end) {
      long data = system.nextData(file, at);
      long from = data < 0 ? end : Math.min(data, end);
      if (from > at) {
        section.hole(from - at);
      }
      long to = from < end ? Math.min(system.nextHole(file, from), end) : end;
      readData(file, from, to, section);
      at = to;
    }
  }

  private void readData(Descriptor file, long start, long end, FileMap.Section section)
      throws SystemFailure, StoreException {
    byte[] bytes = buffer((int) Math.min(2L * longest(), Math.max(end - start, 1)));
    long at = start;
    int held = 0;
    while (at < end || held > 0) {
      int wanted = (int) Math.min(bytes.length - held, end - at);
      int count = wanted == 0 ? 0 : fill(file, at, bytes, held, wanted);
      if (count < wanted) {
        // It became shorter; its status will tell.
        Arrays.fill(bytes, held + count, held + wanted, (byte) 0);
      }
      at += wanted;
      held += wanted;
      int used = 0;
      while (held - used >= longest() || (at >= end && held > used)) {
        int cut = lane.cut(bytes, used, held - used);
        section.data(cut, lane.content(bytes, used, cut));
        used += cut;
      }
      System.arraycopy(bytes, used, bytes, 0, held - used);
      held -= used;
    }
  }

  /// Stores the bytes from `start` to `end` as one content of at most [WritingLane#longest].
  ContentId readPiece(Descriptor file, long start, int length)
      throws SystemFailure, StoreException {
    byte[] bytes = buffer(length);
    int count = fill(file, start, bytes, 0, length);
    if (count < length) {
      throw new SystemFailure(Errno.ESTALE, "read", "a file that became shorter");
    }
    return lane.content(bytes, 0, length);
  }

  private int fill(Descriptor file, long position, byte[] into, int offset, int length)
      throws SystemFailure {
    int filled = 0;
    while (filled < length) {
      int count = system.readAt(file, position + filled, into, offset + filled, length - filled);
      if (count < 0) {
        return filled;
      }
      filled += count;
    }
    return filled;
  }

  @Override
  public void close() throws StoreException {
    lane.close();
  }
}
