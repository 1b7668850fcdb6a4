package dev.rollback.worker.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.blob.S3Server;
import dev.rollback.testing.Component;
import dev.rollback.testing.Requires;
import dev.rollback.worker.cli.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker whose store is a bucket, under a passphrase.
@Requires({Component.TEMPORAL, Component.POSTGRES, Component.S3_SERVER})
final class BucketStoreTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void snapshotsAreKeptSealedInABucketAndRolledBackFromThere() throws Exception {
    try (var bucket = S3Server.start(Files.createDirectories(directory.resolve("s3")));
        var installation = new Installation(directory)) {
      installation.settings.putAll(bucket.environment());
      installation.settings.put("ROLLBACK_STORE", "s3://" + S3Server.BUCKET + "/prod");
      installation.settings.put("ROLLBACK_STORE_KEY", "env:STORE_PASSPHRASE");
      installation.settings.put("STORE_PASSPHRASE", "open sesame");
      try (var _ = installation.startWorker().awaitReady()) {
        var operator = new Operator(installation);
        Path tree = Files.createDirectories(installation.targets.resolve("tree"));
        Path file = Files.writeString(tree.resolve("secret.conf"), "password = hush-hush\n");
        operator.asks("create", "kept", "--type", "file_system", tree.toString());
        Files.delete(file);

        operator.asks("rollback", "kept");

        assertThat(file).hasContent("password = hush-hush");
        assertThat(operator.run("check", "--read-data").exit()).isEqualTo(Exit.SUCCESS);
        assertThat(operator.asks("prune", "--dry-run").path("missing_contents").asLong()).isZero();
        assertThat(objects()).isNotEmpty().noneMatch(text -> text.contains("hush-hush"));
      }
    }
  }

  private Stream<String> objects() throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("s3/objects"))) {
      return all.filter(Files::isRegularFile).map(BucketStoreTest::text).toList().stream();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
