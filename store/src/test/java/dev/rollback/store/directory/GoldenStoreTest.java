package dev.rollback.store.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that format 1 left behind stays readable and writable by every later version.
class GoldenStoreTest {
  private static final Owner WEB = new Owner("deployment_v1.2.3/members/web");
  private static final Owner PLAN = new Owner("plan/ab12");
  private static final byte[] RAW = Bytes.text("listen 443 ssl;\n");
  private static final byte[] PACKED = Bytes.text("server { listen 443 ssl; }\n".repeat(40));
  private static final byte[] STREAMED = streamed();

  @TempDir private Path directory;
  private SnapshotStore store;

  @BeforeEach
  void openCopy() throws Exception {
    var golden = Objects.requireNonNull(GoldenStoreTest.class.getResource("/golden/store-1"));
    Path source = Path.of(golden.toURI());
    try (var paths = Files.walk(source)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path target = directory.resolve(source.relativize(path).toString());
        Files.createDirectories(DurableFiles.parentOf(target));
        Files.copy(path, target);
      }
    }
    store = DirectoryStore.open(directory);
  }

  @AfterEach
  void closeStore() throws StoreException {
    store.close();
  }

  @Test
  void everyContentOfFormat1IsRead() throws IOException {
    SnapshotReader reader = store.reader();
    for (byte[] content : new byte[][] {new byte[0], RAW, PACKED, STREAMED}) {
      assertThat(reader.read(ContentId.of(content), 1 << 20)).isEqualTo(content);
    }
    assertThat(store.check(true).damages()).isEmpty();
  }

  @Test
  void everyOwnerAndSidecarOfFormat1IsRead() throws IOException {
    assertThat(store.owners()).containsExactly(WEB, PLAN);
    assertThat(store.contents(WEB)).hasSize(4).contains(ContentId.of(STREAMED));
    assertThat(store.contents(PLAN)).containsExactly(ContentId.of(RAW));
    assertThat(store.sidecars().list()).containsExactly("deployment_v1.2.3");
    assertThat(store.sidecars().read("deployment_v1.2.3"))
        .hasValue(Bytes.text("{\"snapshot_id\": \"deployment_v1.2.3\"}\n"));
  }

  @Test
  void aStoreOfFormat1IsWrittenAndCollected() throws IOException {
    try (SnapshotWriter writer = store.writer(new Owner("new"))) {
      writer.write(PACKED);
      writer.write(Bytes.text("new"));
      writer.commit();
    }
    store.release(WEB);

    assertThat(store.collect(Duration.ZERO).removedContents()).isEqualTo(2);
    assertThat(store.check(true).damages()).isEmpty();
    assertThat(store.reader().contains(ContentId.of(PACKED))).isTrue();
  }

  private static byte[] streamed() {
    byte[] bytes = new byte[300_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i / 7 % 2 == 0 ? 'a' : 'b');
    }
    return bytes;
  }
}
