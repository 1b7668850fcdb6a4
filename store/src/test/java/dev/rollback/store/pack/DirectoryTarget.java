package dev.rollback.store.pack;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.fuzz.FuzzTarget;
import dev.rollback.store.seal.BlobId;
import java.util.List;

/// The plain bytes of a pack's directory, after four bytes of how many frames it has.
public final class DirectoryTarget implements FuzzTarget {
  @Override
  public void read(byte[] bytes) {
    var in = new ByteReader(bytes, 0, bytes.length);
    int frames = (int) in.number(4);
    byte[] directory = new byte[in.remaining()];
    System.arraycopy(bytes, 4, directory, 0, directory.length);
    PackDirectory.decode(new BlobId(1, 2), frames, directory, directory.length);
  }

  @Override
  public List<byte[]> seeds() {
    var directory = new PackDirectory(new BlobId(1, 2));
    for (int frame = 0; frame < 3; frame++) {
      for (int entry = 0; entry < 3; entry++) {
        byte[] content = Bytes.noise(frame * 3L + entry, 20);
        directory.addEntry(EntryKind.of(entry), ContentId.of(content).sum(), 20);
      }
      directory.addFrame(frame == 0 ? 76 : 50, 60, FrameCodec.of(frame == 0 ? 0 : 1));
    }
    byte[] bytes = directory.encode();
    var out = new ByteWriter(bytes.length + 4).number(3, 4).bytes(bytes, 0, bytes.length);
    return List.of(out.toBytes(), new byte[4]);
  }
}
