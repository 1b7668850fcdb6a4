package dev.rollback.store.packed;

import dev.rollback.store.Bytes;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Writes one known and one new content, says `written`, and commits when it is told a line.
final class PatientWriter {
  static final Owner OWNER = new Owner("patient");
  static final byte[] KNOWN = Bytes.prose(1, 3_000);
  static final byte[] NEW = Bytes.prose(2, 3_000);

  private PatientWriter() {}

  public static void main(String[] arguments) throws IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (SnapshotStore store = TestStores.open(Path.of(arguments[0]));
        SnapshotWriter writer = store.writer(OWNER)) {
      writer.write(KNOWN);
      writer.write(NEW);
      System.out.println("written");
      input.readLine();
      writer.commit();
      System.out.println("committed");
    }
  }
}
