package dev.rollback.catalog;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// One PostgreSQL server for all the tests of a JVM, and new databases in it.
public final class Postgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = started();

  private Postgres() {}

  /// The URL of a new, empty database.
  public static String newDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return url(name);
  }

  public static String url(String database) {
    return "postgresql://postgres@localhost:%d/%s".formatted(SERVER.getPort(), database);
  }

  /// A new database with the catalogue's schema. Close it after use.
  public static CatalogDatabase migrated() {
    return open(newMigratedDatabase());
  }

  /// The URL of a new database with the catalogue's schema.
  public static String newMigratedDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + Template.name());
    return url(name);
  }

  public static CatalogDatabase open(String url) {
    return CatalogDatabase.open(url, null, null, Duration.ofSeconds(20));
  }

  static void execute(String sql) {
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// Migrated once, then copied for each test.
  private static final class Template {
    private static final String NAME = "migrated";

    static {
      execute("CREATE DATABASE " + NAME);
      try (CatalogDatabase database = open(url(NAME))) {
        database.migrate();
      }
    }

    static String name() {
      return NAME;
    }
  }

  private static EmbeddedPostgres started() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
