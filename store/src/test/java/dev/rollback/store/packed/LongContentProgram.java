package dev.rollback.store.packed;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;

/// Stores and proves one long content: arguments are the directory, its length and its mask of
/// [Bytes#stream].
final class LongContentProgram {
  private LongContentProgram() {}

  public static void main(String[] arguments) throws IOException {
    long length = Long.parseLong(arguments[1]);
    int mask = Integer.parseInt(arguments[2]);
    try (SnapshotStore store = TestStores.open(Path.of(arguments[0]));
        SnapshotWriter writer = store.writer(new Owner("long"))) {
      ContentId id = writer.write(Bytes.stream(1, length, mask));
      writer.commit();
      store.reader().verify(id);
      System.out.println(store.reader().size(id) + " " + writer.storedBytes());
    }
  }
}
