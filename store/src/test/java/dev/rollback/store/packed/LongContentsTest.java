package dev.rollback.store.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.blob.MemoryBlobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongContentsTest {
  private static final Owner OWNER = new Owner("web");

  /// Parts of three pieces, in place of thousands.
  @ParameterizedTest
  @ValueSource(ints = {0, 256, 257, 2_000, 10_000, 100_000})
  void aContentOfManyPartsIsReadAndKept(int length) throws IOException {
    byte[] content = Bytes.noise(length, length);
    var blobs = new MemoryBlobs();
    try (PackStore store = SmallStore.open(blobs)) {
      ContentId id;
      try (SnapshotWriter writer = store.writer(OWNER)) {
        try (var lane = (PackedLane) writer.lane()) {
          id = new LongContents(lane, 256, 3).write(new ByteArrayInputStream(content));
        }
        writer.keep(id);
        writer.commit();
      }
      store.collect(Duration.ZERO);
      store.collect(Duration.ZERO);

      assertThat(id).isEqualTo(ContentId.of(content));
      assertThat(store.reader().size(id)).isEqualTo(length);
      assertThat(store.reader().read(id, length)).isEqualTo(content);
      assertThat(store.check(true).damages()).isEmpty();
    }
  }

  @Test
  void aStreamThatDripsIsCutWhereItsBytesSay() throws IOException {
    byte[] content = Bytes.noise(1, 50_000);
    try (PackStore store = SmallStore.open(new MemoryBlobs());
        SnapshotWriter writer = store.writer(OWNER)) {
      writer.write(content);
      long stored = writer.storedBytes();
      writer.write(
          new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
              return super.read(target, offset, Math.min(7, length));
            }
          });

      assertThat(writer.storedBytes()).isEqualTo(stored);
    }
  }
}
