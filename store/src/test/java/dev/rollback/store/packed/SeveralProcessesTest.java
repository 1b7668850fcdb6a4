package dev.rollback.store.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.ChildProcess;
import dev.rollback.store.CollectReport;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralProcessesTest {
  private static final Owner FORMER = new Owner("former");

  @TempDir private Path directory;

  @Test
  void aCollectionTakesNothingFromAWriterOfAnotherProcess() throws IOException {
    try (SnapshotStore store = TestStores.open(directory)) {
      write(store, PatientWriter.KNOWN);
      store.release(FORMER);
      try (ChildProcess child = ChildProcess.start(PatientWriter.class, List.of(), directory)) {
        assertThat(child.line()).isEqualTo("written");

        store.collect(Duration.ZERO);
        CollectReport report = store.collect(Duration.ZERO);

        assertThat(report.removedContents()).isZero();
        child.say("commit");
        assertThat(child.line()).isEqualTo("committed");
        assertThat(child.awaitEnd()).isZero();
      }
      assertThat(store.contents(PatientWriter.OWNER))
          .containsExactlyInAnyOrder(
              ContentId.of(PatientWriter.KNOWN), ContentId.of(PatientWriter.NEW));
      assertThat(store.check(true).damages()).isEmpty();
    }
  }

  @Test
  void aDeadProcessLeavesTheStoreAsItWas() throws IOException {
    try (SnapshotStore store = TestStores.open(directory)) {
      write(store, PatientWriter.KNOWN);
      try (ChildProcess child = ChildProcess.start(PatientWriter.class, List.of(), directory)) {
        assertThat(child.line()).isEqualTo("written");
        child.kill();
      }

      assertThat(store.owners()).containsExactly(FORMER);
      assertThat(store.check(true).damages()).isEmpty();
      assertThat(store.usage().contents()).isEqualTo(1);
    }
  }

  @Test
  void twoProcessesWriteTheSameStoreAtOnce() throws IOException {
    try (SnapshotStore store = TestStores.open(directory);
        ChildProcess child = ChildProcess.start(CrashingWriter.class, List.of(), directory, 7)) {
      for (int round = 0; round < 30; round++) {
        assertThat(child.line()).isNotNull();
        write(store, PatientWriter.KNOWN, PatientWriter.NEW);
        store.release(FORMER);
        store.collect(Duration.ZERO);
      }
      child.kill();

      assertThat(store.check(true).damages()).isEmpty();
    }
  }

  private static void write(SnapshotStore store, byte[]... contents) throws IOException {
    try (SnapshotWriter writer = store.writer(FORMER)) {
      for (byte[] content : contents) {
        writer.write(content);
      }
      writer.commit();
    }
  }
}
