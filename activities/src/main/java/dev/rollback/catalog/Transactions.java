package dev.rollback.catalog;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Runs work in one transaction: committed when it returns, undone when it throws.
final class Transactions {
  private final DataSource database;

  Transactions(DataSource database) {
    this.database = database;
  }

  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /// One view of the database over several statements; what was written before is seen.
  <T> T read(Work<T> work) {
    return run(Connection.TRANSACTION_REPEATABLE_READ, true, work);
  }

  <T> T write(Work<T> work) {
    return run(Connection.TRANSACTION_READ_COMMITTED, false, work);
  }

  /// Alone among all workers for one snapshot, so that row and sidecar change together.
  <T> T writeSnapshot(String snapshotId, Work<T> work) {
    return alone("snapshot " + snapshotId, work);
  }

  /// Alone among all workers for all locks.
  <T> T writeLocks(Work<T> work) {
    return alone("locks", work);
  }

  private <T> T alone(String name, Work<T> work) {
    return write(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT pg_advisory_xact_lock(hashtextextended('rollback manager: ' || ?, 0))")) {
            statement.setString(1, name);
            statement.execute();
          }
          return work.in(connection);
        });
  }

  private <T> T run(int isolation, boolean readOnly, Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(readOnly);
      connection.setTransactionIsolation(isolation);
      connection.setAutoCommit(false);
      return committed(connection, work);
    } catch (SQLException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new RollbackException(
            FailureType.CONNECTION_FAILED, "The work in the catalogue was interrupted.");
      }
      throw SqlTrouble.translated(e);
    }
  }

  private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
    boolean done = false;
    try {
      T result = work.in(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  /// Best effort, so that the reason of the failure is what is thrown: the pool closes what is
  /// broken, and the server undoes what has no commit.
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException _) {
      // The connection is gone, and the transaction with it.
    }
  }
}
