package dev.rollback.catalog;

import dev.rollback.contract.RollbackHistory;
import dev.rollback.contract.RollbackHistoryRequest;
import dev.rollback.contract.RollbackResult;
import dev.rollback.contract.RollbackSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The table of rollbacks, inside a transaction of the caller's.
final class RollbackRows {
  private RollbackRows() {}

  static Optional<RollbackResult> find(Connection connection, String rollbackId)
      throws SQLException {
    return Query.of("SELECT result FROM rollback.rollbacks WHERE rollback_id = ?", rollbackId)
        .first(connection, row -> RecordJson.read(row.getString(1), RollbackResult.class));
  }

  /// Changes nothing where the rollback has ended.
  static void put(Connection connection, RollbackResult result) throws SQLException {
    Query.of(
            """
            INSERT INTO rollback.rollbacks
              (rollback_id, snapshot_id, safety_snapshot_id, status, started_at, summary, result)
            VALUES (?, ?, ?, ?, ?, ?::json, ?::json)
            ON CONFLICT (rollback_id) DO UPDATE SET
              snapshot_id = excluded.snapshot_id, safety_snapshot_id = excluded.safety_snapshot_id,
              status = excluded.status, started_at = excluded.started_at,
              summary = excluded.summary, result = excluded.result
            WHERE rollbacks.status = 'running'
            """,
            result.rollbackId(),
            result.snapshotId(),
            result.safetySnapshotId(),
            result.status().wireName(),
            result.startedAt(),
            RecordJson.write(Summaries.of(result)),
            RecordJson.write(result))
        .change(connection);
  }

  static List<RollbackResult> running(Connection connection) throws SQLException {
    return Query.of(
            "SELECT result FROM rollback.rollbacks WHERE status = 'running' ORDER BY started_at,"
                + " rollback_id")
        .list(connection, row -> RecordJson.read(row.getString(1), RollbackResult.class));
  }

  static List<RollbackSummary> runningSummaries(Connection connection) throws SQLException {
    return Query.of(
            "SELECT summary FROM rollback.rollbacks WHERE status = 'running' ORDER BY started_at,"
                + " rollback_id")
        .list(connection, row -> RecordJson.read(row.getString(1), RollbackSummary.class));
  }

  static RollbackHistory list(Connection connection, RollbackHistoryRequest request)
      throws SQLException {
    long total = filtered("SELECT count(*) FROM rollback.rollbacks", request).number(connection);
    List<RollbackSummary> page =
        filtered("SELECT summary FROM rollback.rollbacks", request)
            .then(
                "ORDER BY started_at DESC, rollback_id COLLATE \"C\" DESC LIMIT ? OFFSET ?",
                request.limitOrDefault(),
                request.offsetOrDefault())
            .list(connection, row -> RecordJson.read(row.getString(1), RollbackSummary.class));
    return new RollbackHistory("success", page, total);
  }

  private static Query filtered(String select, RollbackHistoryRequest request) {
    Query query = Query.of(select);
    if (request.snapshotId() != null) {
      query.where("snapshot_id = ?", request.snapshotId());
    }
    if (request.status() != null) {
      query.where("status = ?", request.status().wireName());
    }
    if (request.since() != null) {
      query.where("started_at >= ?", request.since());
    }
    return query;
  }
}
