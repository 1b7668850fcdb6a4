package dev.rollback.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogDatabaseTest {

  @Test
  void aServerThatIsNotThereIsToldWithoutThePassword() {
    RollbackException refusal =
        refused("postgresql://ada:s3cr%65t@127.0.0.1:1/orders?password=s3cret", null, "s3cret");

    assertThat(refusal.type()).isEqualTo(FailureType.CONNECTION_FAILED);
    assertThat(refusal).hasMessageContaining("127.0.0.1:1/orders");
    assertThat(everythingOf(refusal)).doesNotContain("s3cr").doesNotContain("ada");
  }

  @Test
  void aUserThatTheServerRefusesIsPermissionDenied() {
    String url = Postgres.newDatabase().replace("postgres@", "");

    assertThat(refused(url, "nobody", "s3cret").type()).isEqualTo(FailureType.PERMISSION_DENIED);
  }

  @Test
  void aDatabaseThatIsMissingIsNamed() {
    RollbackException refusal = refused(Postgres.url("missing"), null, null);

    assertThat(refusal.type()).isEqualTo(FailureType.DATABASE_NOT_FOUND);
    assertThat(refusal).hasMessageContaining("/missing");
  }

  @Test
  void aUserThatMayNotMakeTheSchemaIsToldWhatToGrant() {
    String url = Postgres.newDatabase().replace("postgres@", "");
    Postgres.execute("CREATE ROLE reader LOGIN");

    RollbackException refusal = refused(url, "reader", null);

    assertThat(refusal.type()).isEqualTo(FailureType.PERMISSION_DENIED);
    assertThat(refusal).hasMessageContaining("CREATE on the database");
  }

  @Test
  void aSchemaThatWasNeverMadeIsAVersionMismatch() {
    try (CatalogDatabase database = Postgres.open(Postgres.newDatabase())) {
      var catalog = new PostgresCatalog(database.dataSource(), new MemorySidecars());

      assertThat(CatalogContract.refusal(catalog::counts).type())
          .isEqualTo(FailureType.TOOL_VERSION_MISMATCH);
    }
  }

  @Test
  void migratingTwiceChangesNothing() {
    try (CatalogDatabase database = Postgres.open(Postgres.newDatabase())) {
      database.migrate();
      var catalog = new PostgresCatalog(database.dataSource(), new MemorySidecars());
      catalog.begin(Samples.draft("nightly", "w"), _ -> true);

      database.migrate();

      assertThat(catalog.find("nightly").status()).isEqualTo("creating");
    }
  }

  @Test
  void aRefusedWriteIsNotRetried() {
    try (CatalogDatabase database = Postgres.migrated()) {
      var transactions = new Transactions(database.dataSource());

      RollbackException refusal =
          CatalogContract.refusal(
              () ->
                  transactions.write(
                      connection ->
                          Query.of("INSERT INTO rollback.fail (x) VALUES (1)").change(connection)));
      RollbackException broken =
          CatalogContract.refusal(
              () ->
                  transactions.write(
                      connection ->
                          Query.of("INSERT INTO rollback.snapshots (snapshot_id) VALUES ('x')")
                              .change(connection)));

      assertThat(refusal.type().retryable()).isFalse();
      assertThat(broken.type()).isEqualTo(FailureType.INVALID_REQUEST);
      assertThat(broken).hasMessageContaining("23502");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://ada:s3cret@host/x",
        "postgresql:///x?password=s3cret",
        "postgresql://host",
        "jdbc:postgresql:x s3cret",
        ""
      })
  void aUrlThatIsNoneIsRefusedWithoutShowingIt(String url) {
    RollbackException refusal =
        CatalogContract.refusal(() -> CatalogDatabase.open(url, null, null, Duration.ofSeconds(1)));

    assertThat(refusal.type()).isEqualTo(FailureType.INVALID_REQUEST);
    assertThat(everythingOf(refusal)).doesNotContain("s3cret");
  }

  private static RollbackException refused(
      String url, @Nullable String user, @Nullable String password) {
    try (CatalogDatabase database =
        CatalogDatabase.open(url, user, password, Duration.ofSeconds(1))) {
      return CatalogContract.refusal(database::migrate);
    }
  }

  private static String everythingOf(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
