package dev.rollback.catalog;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/// Says what an SQL error means to callers, by its SQLSTATE.
///
/// The sentences and causes hold no URL, user or password: a driver's own message about a
/// connection is never passed on.
final class SqlTrouble {
  private SqlTrouble() {}

  static RollbackException translated(SQLException error) {
    SQLException telling = withState(error);
    String state = telling.getSQLState() == null ? "" : telling.getSQLState();
    if (state.startsWith("28")) {
      return trouble(
          FailureType.PERMISSION_DENIED,
          "Permission denied: the catalogue's database refuses the worker's user or password"
              + " (SQLSTATE %s). Check the database user and password in the worker's settings.",
          state);
    }
    if (state.equals("42501")) {
      return trouble(
          FailureType.PERMISSION_DENIED,
          "Permission denied: the worker's database user lacks a right in the catalogue (SQLSTATE"
              + " %s): "
              + oneLine(telling)
              + ". Grant it CREATE on the database, or all rights on schema rollback.",
          state);
    }
    if (state.startsWith("3D")) {
      return trouble(
          FailureType.DATABASE_NOT_FOUND,
          "The catalogue's database does not exist (SQLSTATE %s). Create it, or correct the"
              + " database URL in the worker's settings.",
          state);
    }
    if (passes(error, state)) {
      return trouble(
          FailureType.CONNECTION_FAILED,
          "The catalogue's database cannot be reached or is not ready (SQLSTATE %s). Check that"
              + " PostgreSQL runs and accepts connections; the work is tried again.",
          state.isEmpty() ? "none" : state);
    }
    if (state.startsWith("42") || state.startsWith("3F")) {
      return trouble(
          FailureType.TOOL_VERSION_MISMATCH,
          "The catalogue's schema does not fit this worker (SQLSTATE %s): "
              + oneLine(telling)
              + ". Start the worker of the release that the schema is of, or let this one migrate"
              + " it.",
          state);
    }
    return trouble(
        FailureType.INVALID_REQUEST,
        "The catalogue refuses to store this (SQLSTATE %s): " + oneLine(telling) + ".",
        state.isEmpty() ? "none" : state);
  }

  /// The first of the chain that has an SQLSTATE: a pool's time-out has the reason as its cause.
  private static SQLException withState(SQLException error) {
    Throwable current = error;
    while (current != null) {
      if (current instanceof SQLException sql && sql.getSQLState() != null) {
        return sql;
      }
      current = current.getCause();
    }
    return error;
  }

  private static boolean passes(SQLException error, String state) {
    return error instanceof SQLTransientConnectionException
        || state.startsWith("08") // connection
        || state.startsWith("53") // out of memory, disk, connections
        || state.startsWith("57") // shut down, starting up, cancelled
        || state.startsWith("58") // input/output error of the server
        || state.startsWith("40") // deadlock or serialization: another won
        || state.equals("55P03") // a lock was not had in time
        || state.equals("25006") // a standby that will be primary
        || state.equals("25P03"); // idle too long in a transaction
  }

  private static RollbackException trouble(FailureType type, String sentence, String state) {
    return new RollbackException(type, sentence.formatted(state));
  }

  /// The server's own words, first line only; they come from a statement, never from a login.
  private static String oneLine(SQLException error) {
    @Nullable String message = error.getMessage();
    return message == null
        ? "no reason was given"
        : message.lines().findFirst().orElse("").replace("%", "%%");
  }
}
