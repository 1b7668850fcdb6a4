package dev.rollback.store.blob;

import dev.rollback.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A real S3 server for tests, which keeps its objects in a directory. It can be ended and started
/// again on the same port.
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "snapshots";
  private static final String ACCESS = "test-access";
  private static final String SECRET = "test-secret";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final int port;
  private @Nullable Process process;

  private S3Server(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /// Starts one that keeps all that it has beneath this directory, with one empty bucket.
  public static S3Server start(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("objects").resolve(BUCKET));
    Files.createDirectories(directory.resolve("metadata"));
    var server = new S3Server(directory, freePort());
    server.start();
    return server;
  }

  void start() throws IOException {
    Path program = Program.find("versitygw").orElseThrow();
    var command =
        List.of(
            program.toString(),
            "--quiet",
            "--port",
            "127.0.0.1:" + port,
            "posix",
            "--sidecar",
            directory.resolve("metadata").toString(),
            directory.resolve("objects").toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ROOT_ACCESS_KEY", ACCESS);
    builder.environment().put("ROOT_SECRET_KEY", SECRET);
    process = builder.redirectOutput(directory.resolve("server.log").toFile()).start();
    awaitPort();
  }

  /// Ends it as `kill -9` does.
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      process = null;
    }
  }

  int port() {
    return port;
  }

  /// What a program of its own needs in its environment to reach this server.
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", endpoint(port).toString(),
        "AWS_ACCESS_KEY_ID", ACCESS,
        "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  /// The same, as flags of a Java program.
  public List<String> flags() {
    return List.of(
        "-Daws.endpointUrlS3=" + endpoint(port),
        "-Daws.accessKeyId=" + ACCESS,
        "-Daws.secretAccessKey=" + SECRET);
  }

  /// Where the objects of a blob storage lie as files.
  Path files(String prefix) {
    return directory.resolve("objects").resolve(BUCKET).resolve(prefix);
  }

  /// A client of this server.
  public S3Client client() {
    return client(port, SECRET);
  }

  /// A client that comes by another port, or with another secret.
  static S3Client client(int port, String secret) {
    return S3Connection.settings(Duration.ofSeconds(10))
        .endpointOverride(endpoint(port))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS, secret)))
        .build();
  }

  static S3Client clientThrough(int port) {
    return client(port, SECRET);
  }

  /// A storage at this prefix; the caller closes it.
  public Blobs blobs(String prefix) {
    return new S3Blobs(client(), S3Place.parse("s3://" + BUCKET + "/" + prefix));
  }

  private static URI endpoint(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private void awaitPort() throws IOException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        if (Instant.now().isAfter(deadline)) {
          throw new IOException("The server did not start: " + directory + "/server.log", notYet);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
