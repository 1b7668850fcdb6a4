package dev.rollback.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Bytes;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

@Requires(Component.S3_SERVER)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3BlobsTest extends BlobsContract {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private S3Server server;
  private String prefix = "";
  private Blobs blobs = new DirectoryBlobs(Path.of(""));

  @BeforeAll
  void startAServer(@TempDir Path directory) throws IOException {
    server = S3Server.start(directory);
  }

  @AfterAll
  void endTheServer() {
    server.close();
  }

  @BeforeEach
  void chooseAPlace() {
    prefix = "stores/" + NEXT.incrementAndGet();
    blobs = server.blobs(prefix);
  }

  @AfterEach
  void disconnect() throws IOException {
    blobs.close();
  }

  @Override
  Blobs blobs() {
    return blobs;
  }

  @Test
  void aBlobThatIsLongerThanAPackGoesInParts() throws IOException {
    byte[] content = Bytes.noise(7, (2 * S3Sink.PART) + 12_345);

    try (BlobSink sink = blobs.sink("packs/ab/abcd")) {
      sink.write(content, 0, content.length);
      assertThat(names("")).isEmpty();
      sink.commit();
    }

    assertThat(blobs.read("packs/ab/abcd", content.length)).isEqualTo(content);
  }

  @Test
  void partsOfABlobThatIsGivenUpAreRemoved() throws IOException {
    byte[] content = Bytes.noise(7, S3Sink.PART + 1);

    try (BlobSink sink = blobs.sink("packs/ab/abcd")) {
      sink.write(content, 0, content.length);
    }

    try (S3Client client = server.client()) {
      assertThat(
              client
                  .listMultipartUploads(request -> request.bucket(S3Server.BUCKET).prefix(prefix))
                  .uploads())
          .isEmpty();
    }
  }

  @Test
  void aWholeBucketCanBeTheStore() throws IOException {
    try (Blobs bucket = new S3Blobs(server.client(), new S3Place(S3Server.BUCKET, ""))) {
      bucket.create("format", Bytes.text("here"));

      assertThat(bucket.read("format", 100)).isEqualTo(Bytes.text("here"));
      bucket.delete("format");
    }
  }

  @Test
  void storesBesideOneAnotherDoNotSeeEachOther() throws IOException {
    blobs.create("format", new byte[1]);

    try (Blobs other = server.blobs(prefix + "1")) {
      assertThat(other.vacant()).isTrue();
      assertThat(other.status("format")).isEmpty();
    }
  }

  @Test
  void moreThanAPageOfBlobsIsListed() throws IOException {
    for (int i = 0; i < 1005; i++) {
      blobs.replace("index/" + i, new byte[0]);
    }

    assertThat(names("index/")).hasSize(1005);
  }
}
