package dev.rollback.store.pack;

import static dev.rollback.store.StoreException.Kind.CORRUPT;
import static dev.rollback.store.StoreException.Kind.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.StoreException;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.blob.DirectoryBlobs;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.MasterKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {
  private static final MasterKey MASTER = MasterKey.random();
  private static final int FRAME = 4_096;

  @TempDir private Path directory;
  private Blobs blobs;
  private final List<PackDirectory> finished = new ArrayList<>();

  @BeforeEach
  void place() {
    blobs = new DirectoryBlobs(directory);
  }

  @Test
  void whatIsAddedIsRead() throws StoreException {
    List<byte[]> contents =
        List.of(
            Bytes.text("a"),
            new byte[0],
            Bytes.prose(1, FRAME - 1),
            Bytes.prose(2, FRAME + 1),
            Bytes.noise(3, 1 << 20),
            new byte[PackFormat.LONGEST_FRAME],
            Bytes.text("last"));
    write(contents);

    assertThat(read(onlyPack())).containsExactlyElementsOf(contents);
  }

  @Test
  void theDirectoryIsReadAsItWasWritten() throws StoreException {
    write(List.of(Bytes.prose(1, 300), Bytes.prose(2, 5_000), Bytes.noise(3, 2_000_000)));

    PackDirectory read = new PackReader(blobs, MASTER).directory(onlyPack());

    assertThat(read.encode()).isEqualTo(finished.getFirst().encode());
    assertThat(read.frames()).isEqualTo(3);
    assertThat(read.kind(0)).isEqualTo(EntryKind.CONTENT);
  }

  @Test
  void smallEntriesShareAFrameAndNoiseIsLaidAsItIs() throws StoreException {
    write(List.of(Bytes.prose(1, 2_000), Bytes.prose(2, 2_000), Bytes.noise(3, 100_000)));

    PackDirectory pack = finished.getFirst();
    assertThat(pack.frames()).isEqualTo(2);
    assertThat(pack.endEntry(0)).isEqualTo(2);
    assertThat(pack.codec(0)).isEqualTo(FrameCodec.ZSTD);
    assertThat(pack.codec(1)).isEqualTo(FrameCodec.RAW);
  }

  @Test
  void aFullPackIsFollowedByAnother() throws StoreException {
    var contents = new ArrayList<byte[]>();
    for (int i = 0; i < 17; i++) {
      contents.add(Bytes.noise(i, PackFormat.LONGEST_FRAME));
    }
    long stored = write(contents);

    assertThat(finished).hasSize(3);
    var lengths = new ArrayList<Long>();
    blobs.list(PackFormat.PREFIX, pack -> lengths.add(pack.length()));
    assertThat(lengths.stream().mapToLong(Long::longValue).sum()).isEqualTo(stored);
  }

  @Test
  void nothingIsWrittenForNothing() throws StoreException {
    assertThat(write(List.of())).isZero();
    assertThat(finished).isEmpty();
  }

  @Test
  void everyFlippedBitIsFoundOut() throws StoreException {
    List<byte[]> contents = List.of(Bytes.text("plain ".repeat(20)), Bytes.noise(1, 40));
    write(contents);
    BlobStatus pack = onlyPack();
    byte[] good = blobs.read(pack.name(), 100_000);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      blobs.replace(pack.name(), flipped);

      assertThat(Trouble.of(() -> read(pack))).as("bit %d", bit).isEqualTo(CORRUPT);
    }
  }

  @Test
  void everyCutIsFoundOut() throws StoreException {
    write(List.of(Bytes.text("plain ".repeat(20))));
    BlobStatus pack = onlyPack();
    byte[] good = blobs.read(pack.name(), 100_000);
    for (int length = 0; length < good.length; length++) {
      blobs.replace(pack.name(), Arrays.copyOf(good, length));

      assertThat(Trouble.of(() -> read(onlyPack()))).as("length %d", length).isEqualTo(CORRUPT);
    }
  }

  @Test
  void aPackThatIsGoneIsMissing() throws StoreException {
    write(List.of(Bytes.text("a")));
    BlobStatus pack = onlyPack();
    blobs.delete(pack.name());

    assertThat(Trouble.of(() -> read(pack))).isEqualTo(MISSING);
  }

  private long write(List<byte[]> contents) throws StoreException {
    try (var stream = new PackStream(blobs, MASTER, 1, FRAME, finished::add)) {
      for (byte[] content : contents) {
        stream.add(EntryKind.CONTENT, ContentId.of(content).sum(), content, 0, content.length);
      }
      stream.finish();
      return stream.storedBytes();
    }
  }

  private BlobStatus onlyPack() throws StoreException {
    var packs = new ArrayList<BlobStatus>();
    blobs.list(PackFormat.PREFIX, packs::add);
    assertThat(packs).hasSize(1);
    return packs.getFirst();
  }

  private List<byte[]> read(BlobStatus pack) throws StoreException {
    PackDirectory entries = new PackReader(blobs, MASTER).directory(pack);
    var contents = new ArrayList<byte[]>();
    long at = BlobHeader.LENGTH;
    try (var reader = new FrameReader(blobs, MASTER)) {
      for (int frame = 0; frame < entries.frames(); frame++) {
        FramePlace place = entries.place(frame, at);
        byte[] bytes = reader.read(place);
        int offset = 0;
        for (int entry = entries.firstEntry(frame); entry < entries.endEntry(frame); entry++) {
          contents.add(Arrays.copyOfRange(bytes, offset, offset + entries.length(entry)));
          offset += entries.length(entry);
        }
        at = place.end();
      }
    }
    return contents;
  }
}
