package dev.rollback.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// The pool of connections to the catalogue's database, and the schema in it. Close it after use.
///
/// Opening it does not connect: a database that is down is told by [#migrate], and the pool finds
/// one that comes back.
public final class CatalogDatabase implements AutoCloseable {
  private static final int OLDEST_SERVER = 140_000;
  private static final int CONNECTIONS = 10;

  private final HikariDataSource pool;
  private final DatabaseAddress address;

  private CatalogDatabase(HikariDataSource pool, DatabaseAddress address) {
    this.pool = pool;
    this.address = address;
  }

  /// @param url `postgresql://host:5432/name`, also as `jdbc:postgresql:`
  /// @param user null where the URL names it
  /// @param patience how long an operation waits for a connection before it is `ConnectionFailed`
  /// @throws RollbackException `InvalidRequest` where the URL is none
  public static CatalogDatabase open(
      String url, @Nullable String user, @Nullable String password, Duration patience) {
    DatabaseAddress address = DatabaseAddress.of(url, user, password);
    return new CatalogDatabase(new HikariDataSource(settings(address, patience)), address);
  }

  private static HikariConfig settings(DatabaseAddress address, Duration patience) {
    var settings = new HikariConfig();
    settings.setPoolName("rollback-catalogue");
    settings.setJdbcUrl(address.jdbcUrl());
    settings.setUsername(address.user());
    settings.setPassword(address.password());
    settings.setMaximumPoolSize(CONNECTIONS);
    settings.setMinimumIdle(1);
    settings.setInitializationFailTimeout(-1);
    settings.setConnectionTimeout(patience.toMillis());
    settings.setConnectionInitSql("SET lock_timeout = '20s'");
    settings.addDataSourceProperty("ApplicationName", "rollback-manager");
    settings.addDataSourceProperty("tcpKeepAlive", "true");
    settings.addDataSourceProperty("connectTimeout", "10");
    settings.addDataSourceProperty("socketTimeout", "60");
    return settings;
  }

  public DataSource dataSource() {
    return pool;
  }

  /// Brings the schema to this release's version; several workers may do so at once.
  ///
  /// @throws RollbackException `ConnectionFailed`, `PermissionDenied`, `DatabaseNotFound`, or
  ///     `ToolVersionMismatch` where the server is too old or the schema is another release's
  public void migrate() {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        requireServer(statement);
        statement.execute("SET LOCAL lock_timeout = 0");
        statement.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('rollback manager: migration', 0))");
      }
      migrateAlone();
      connection.commit();
    } catch (SQLException e) {
      throw told(SqlTrouble.translated(e));
    }
  }

  private void migrateAlone() {
    try {
      Flyway.configure()
          .dataSource(pool)
          .schemas("rollback")
          .defaultSchema("rollback")
          .locations("classpath:db/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw told(translated(e));
    }
  }

  private static RollbackException translated(FlywayException error) {
    Throwable cause = error;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        return SqlTrouble.translated(sql);
      }
      cause = cause.getCause();
    }
    return new RollbackException(
        FailureType.TOOL_VERSION_MISMATCH,
        "The catalogue's schema is not one that this release can bring up to date: %s. Start the release that made it, or restore the schema."
            .formatted(String.valueOf(error.getMessage()).lines().findFirst().orElse("")));
  }

  private static void requireServer(Statement statement) throws SQLException {
    int version = Integer.parseInt(shown(statement, "server_version_num"));
    if (version < OLDEST_SERVER) {
      throw new RollbackException(
          FailureType.TOOL_VERSION_MISMATCH,
          "PostgreSQL %s is too old. Use 14 or later."
              .formatted(shown(statement, "server_version")));
    }
    String encoding = shown(statement, "server_encoding");
    if (!encoding.equals("UTF8")) {
      throw new RollbackException(
          FailureType.TOOL_VERSION_MISMATCH,
          "The database is encoded as %s. Create it with ENCODING 'UTF8'.".formatted(encoding));
    }
  }

  private static String shown(Statement statement, String setting) throws SQLException {
    try (var rows = statement.executeQuery("SHOW " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private RollbackException told(RollbackException trouble) {
    return new RollbackException(
        trouble.type(), "Database %s: %s".formatted(address, trouble.sentence()));
  }

  @Override
  public void close() {
    pool.close();
  }
}
