package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The output of `cat-file --batch`: for each object a line `id type size`, its bytes, a line
/// break.
final class BlobBatch {
  private static final int BUFFER = 256 * 1024;
  private static final int LONGEST_LINE = 200;

  private final Repository repository;
  private final InputStream output;

  BlobBatch(Repository repository, InputStream output) {
    this.repository = repository;
    this.output = new BufferedInputStream(output, BUFFER);
  }

  /// Gives each of `count` blobs to the reader.
  ///
  /// @return nothing of it
  byte[] read(int count, RawObjects.BlobReader reader) throws IOException {
    for (int each = 0; each < count; each++) {
      String[] fields = line().split(" ", 3);
      if (fields.length < 3) {
        throw Refusal.of(
            FailureType.SNAPSHOT_NOT_RESTORABLE,
            "Repository %s lacks object %s. Fetch it, or use a snapshot with a bundle.",
            repository.top(),
            fields[0]);
      }
      try (var content = new Content(Long.parseLong(fields[2]))) {
        reader.read(each, content);
      }
    }
    return new byte[0];
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int each = output.read(); each != '\n'; each = output.read()) {
      if (each < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException("cat-file ended early");
      }
      line.append((char) each);
    }
    return line.toString();
  }

  /// One object's bytes; closing it goes on to the next object.
  private final class Content extends InputStream {
    private long left;

    Content(long size) {
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0 || length == 0) {
        return left == 0 ? -1 : 0;
      }
      int count = output.read(into, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("cat-file ended early");
      }
      left -= count;
      return count;
    }

    @Override
    public void close() throws IOException {
      output.skipNBytes(left + 1);
      left = 0;
    }
  }
}
