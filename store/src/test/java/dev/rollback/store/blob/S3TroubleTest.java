package dev.rollback.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollback.store.Bytes;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.Trouble;
import dev.rollback.store.blob.FaultyProxy.Fault;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// S3 over a network and with a server that fail.
@Requires(Component.S3_SERVER)
final class S3TroubleTest {
  private static final int AMPLE = 1 << 22;

  /// Bytes with which the server asks for the request's body.
  private static final int AFTER_CONTINUE = 25;

  private static final long SEED = Long.getLong("seed", 20261124L);
  private static final S3Place PLACE = S3Place.parse("s3://" + S3Server.BUCKET + "/store");

  @TempDir private Path directory;
  private S3Server server;
  private FaultyProxy network;
  private Blobs blobs;

  @BeforeEach
  void start() throws IOException {
    server = S3Server.start(directory);
    network = new FaultyProxy(server.port());
    blobs = new S3Blobs(S3Server.clientThrough(network.port()), PLACE);
  }

  @AfterEach
  void end() throws IOException {
    blobs.close();
    network.close();
    server.close();
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    for (int i = 0; i < 3; i++) {
      network.next(new Fault.Busy());
    }

    assertThat(blobs.create("format", Bytes.text("a store"))).isTrue();

    assertThat(blobs.read("format", AMPLE)).isEqualTo(Bytes.text("a store"));
    assertThat(network.waiting()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, AFTER_CONTINUE, AFTER_CONTINUE + 9})
  void whatIsCreatedByARequestWhoseAnswerIsLostIsOurs(int after) throws IOException {
    network.next(new Fault.CutAnswer(after));

    assertThat(blobs.create("leases/one", Bytes.text("mine"))).isTrue();
    assertThat(blobs.create("leases/one", Bytes.text("mine"))).isFalse();
  }

  @Test
  void whatIsReadOverALineThatIsCutIsWhole() throws IOException {
    var random = new Random(SEED);
    byte[] content = Bytes.noise(1, 300_000);
    blobs.create("packs/ab/abcd", content);
    for (int round = 0; round < 12; round++) {
      network.next(new Fault.CutAnswer(random.nextLong(300_000)));

      assertThat(blobs.read("packs/ab/abcd", AMPLE)).as("seed %d", SEED).isEqualTo(content);
    }
  }

  @Test
  void rangesThatAreReadOverALineThatIsCutAreWhole() throws IOException {
    var random = new Random(SEED);
    byte[] content = Bytes.noise(1, 100_000);
    blobs.create("packs/ab/abcd", content);
    for (int round = 0; round < 12; round++) {
      network.next(new Fault.CutAnswer(random.nextLong(90_000)));
      byte[] into = new byte[90_000];

      blobs.read("packs/ab/abcd", 7_000, into, 0, into.length);

      assertThat(into).isEqualTo(Arrays.copyOfRange(content, 7_000, 97_000));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3_000_000, S3Sink.PART + 3_000_000})
  void whatIsWrittenOverALineThatIsCutIsWhole(int length) throws IOException {
    var random = new Random(SEED);
    byte[] content = Bytes.noise(2, length);
    for (int i = 0; i < 2; i++) {
      network.next(new Fault.CutRequest(random.nextLong(300)));
      network.next(new Fault.CutRequest(random.nextLong(2_000_000)));
      network.next(new Fault.CutAnswer(AFTER_CONTINUE));
    }

    try (BlobSink sink = blobs.sink("packs/ab/abcd")) {
      sink.write(content, 0, length);
      sink.commit();
    }

    assertThat(blobs.read("packs/ab/abcd", length)).isEqualTo(content);
  }

  @Test
  void aServerThatIsStartedAgainIsWaitedFor() throws Exception {
    var written = new CountDownLatch(5);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 40; i++) {
                  blobs.replace("index/" + i, Bytes.text("entry " + i));
                  written.countDown();
                }
                return null;
              });
      written.await();
      server.kill();
      server.start();
      writer.get();
    }

    for (int i = 0; i < 40; i++) {
      assertThat(blobs.read("index/" + i, AMPLE)).isEqualTo(Bytes.text("entry " + i));
    }
  }

  @Test
  void aServerThatCannotBeReachedIsToldWithWhatToDo() {
    server.kill();
    network.next(new Fault.Busy());

    StoreException trouble = Trouble.thrownBy(() -> blobs.read("format", AMPLE));

    assertThat(trouble.kind()).isEqualTo(Kind.FAILED);
    assertThat(trouble)
        .hasMessageContainingAll("read format", PLACE.toString(), "AWS_ENDPOINT_URL_S3");
  }

  @Test
  void aBucketThatIsNotThereIsToldByItsName() throws IOException {
    try (Blobs lost = new S3Blobs(server.client(), S3Place.parse("s3://nowhere/store"))) {
      StoreException trouble = Trouble.thrownBy(() -> lost.create("format", new byte[1]));

      assertThat(trouble.kind()).isEqualTo(Kind.MISSING);
      assertThat(trouble).hasMessageContaining("there is no bucket nowhere. Make it");
      assertThat(Trouble.of(lost::vacant)).isEqualTo(Kind.MISSING);
    }
  }

  @Test
  void credentialsThatTheServerDoesNotKnowAreDenied() throws IOException {
    try (Blobs stranger = new S3Blobs(S3Server.client(server.port(), "wrong"), PLACE)) {
      StoreException trouble = Trouble.thrownBy(() -> stranger.create("format", new byte[1]));

      assertThat(trouble.kind()).isEqualTo(Kind.DENIED);
      assertThat(trouble).hasMessageContaining("does not know these credentials");
      assertThat(Trouble.of(() -> stranger.status("format"))).isEqualTo(Kind.DENIED);
    }
  }

  @Test
  void aServerThatPassesOverConditionsIsRefused() throws IOException {
    var careless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    careless.createContext("/", S3TroubleTest::acceptAnything);
    careless.start();
    try (Blobs there =
        new S3Blobs(S3Server.clientThrough(careless.getAddress().getPort()), PLACE)) {
      StoreException trouble = Trouble.thrownBy(() -> there.create("format", new byte[1]));

      assertThat(trouble).hasMessageContaining("does not know If-None-Match");
    } finally {
      careless.stop(0);
    }
  }

  private static void acceptAnything(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Test
  void aProgramFindsServerAndCredentialsInItsEnvironment() throws Exception {
    var told = S3Program.run(server.environment(), "s3://" + S3Server.BUCKET + "/store");

    assertThat(told).isEqualTo("created");
    assertThat(blobs.read("format", AMPLE)).isEqualTo(Bytes.text("by a program"));
  }

  @Test
  void aProgramWithoutCredentialsIsToldWhatToSet() throws Exception {
    var environment = new HashMap<>(server.environment());
    environment.remove("AWS_SECRET_ACCESS_KEY");

    var told = S3Program.run(environment, "s3://" + S3Server.BUCKET + "/store");

    assertThat(told).startsWith("DENIED").contains("Set AWS_ACCESS_KEY_ID");
  }

  @Test
  void aProgramWithoutARegionIsToldWhatToSet() throws Exception {
    var environment = new HashMap<>(server.environment());
    environment.remove("AWS_ENDPOINT_URL_S3");

    var told = S3Program.run(environment, "s3://" + S3Server.BUCKET + "/store");

    assertThat(told).startsWith("FAILED").contains("Set AWS_REGION");
  }
}
