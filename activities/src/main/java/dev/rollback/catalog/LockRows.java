package dev.rollback.catalog;

import dev.rollback.activity.TargetLock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// The table of locks, inside a transaction of the caller's.
final class LockRows {
  private LockRows() {}

  static List<HeldLock> all(Connection connection) throws SQLException {
    return Query.of(
            "SELECT target, rollback_id, workflow_id, since, token FROM rollback.target_locks ORDER"
                + " BY target COLLATE \"C\"")
        .list(
            connection,
            row ->
                new HeldLock(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    new FencingToken(row.getLong(5))));
  }

  static FencingToken nextToken(Connection connection) throws SQLException {
    return new FencingToken(
        Query.of("SELECT nextval('rollback.fencing_tokens')").number(connection));
  }

  static void add(Connection connection, TargetLock lock, List<String> targets, FencingToken token)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO rollback.target_locks (target_hash, target, rollback_id, workflow_id, since, token)
            VALUES (?, ?, ?, ?, extract(epoch FROM now())::bigint, ?)
            """)) {
      for (String target : targets) {
        statement.setBytes(1, hash(target));
        statement.setString(2, target);
        statement.setString(3, lock.rollbackId());
        statement.setString(4, lock.workflowId());
        statement.setLong(5, token.number());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static void remove(Connection connection, String rollbackId) throws SQLException {
    Query.of("DELETE FROM rollback.target_locks WHERE rollback_id = ?", rollbackId)
        .change(connection);
  }

  private static byte[] hash(String target) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(target.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }
}
