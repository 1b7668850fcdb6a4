package dev.rollback.catalog;

import dev.rollback.contract.ApplyRetentionRequest;
import dev.rollback.contract.ListSnapshotsRequest;
import dev.rollback.contract.SnapshotList;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The table of snapshots, inside a transaction of the caller's.
final class SnapshotRows {
  /// How many of the newest ids are looked at for one that was misspelt.
  private static final int MOST_ALIKE = 1000;

  private SnapshotRows() {}

  static Optional<SnapshotRecord> find(Connection connection, String snapshotId)
      throws SQLException {
    return Query.of("SELECT record FROM rollback.snapshots WHERE snapshot_id = ?", snapshotId)
        .first(connection, row -> RecordJson.read(row.getString(1), SnapshotRecord.class));
  }

  static void put(Connection connection, SnapshotRecord snapshot) throws SQLException {
    Query.of(
            """
            INSERT INTO rollback.snapshots
              (snapshot_id, status, type, created_at, stored_bytes, safety_for, subject_key, host,
               labels, summary, record)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::json, ?::json)
            ON CONFLICT (snapshot_id) DO UPDATE SET
              status = excluded.status, type = excluded.type, created_at = excluded.created_at,
              stored_bytes = excluded.stored_bytes, safety_for = excluded.safety_for,
              subject_key = excluded.subject_key, host = excluded.host,
              labels = excluded.labels, summary = excluded.summary, record = excluded.record
            """,
            snapshot.snapshotId(),
            snapshot.status(),
            snapshot.config().type().wireName(),
            snapshot.createdAt(),
            snapshot.storedBytes(),
            snapshot.safetyFor(),
            SubjectKey.of(snapshot.config()),
            snapshot.host(),
            RecordJson.write(snapshot.labels()),
            RecordJson.write(Summaries.of(snapshot)),
            RecordJson.write(snapshot))
        .change(connection);
  }

  static void remove(Connection connection, String snapshotId) throws SQLException {
    Query.of("DELETE FROM rollback.snapshots WHERE snapshot_id = ?", snapshotId).change(connection);
  }

  static List<String> newestIds(Connection connection) throws SQLException {
    return Query.of("SELECT snapshot_id FROM rollback.snapshots")
        .then("ORDER BY created_at DESC LIMIT ?", MOST_ALIKE)
        .list(connection, row -> row.getString(1));
  }

  static SnapshotList list(Connection connection, ListSnapshotsRequest request)
      throws SQLException {
    long total = filtered("SELECT count(*) FROM rollback.snapshots", request).number(connection);
    List<SnapshotSummary> page =
        filtered("SELECT summary FROM rollback.snapshots", request)
            .then(
                "ORDER BY created_at DESC, snapshot_id COLLATE \"C\" DESC LIMIT ? OFFSET ?",
                request.limitOrDefault(),
                request.offsetOrDefault())
            .list(connection, row -> RecordJson.read(row.getString(1), SnapshotSummary.class));
    return new SnapshotList("success", page, total);
  }

  static Optional<SnapshotRecord> newest(Connection connection, String subjectKey, String host)
      throws SQLException {
    return Query.of("SELECT record FROM rollback.snapshots")
        .where("subject_key = ?", subjectKey)
        .where("host = ?", host)
        .whereTrue("status = 'created'")
        .whereTrue("safety_for IS NULL")
        .then("ORDER BY created_at DESC, snapshot_id COLLATE \"C\" DESC LIMIT 1")
        .first(connection, row -> RecordJson.read(row.getString(1), SnapshotRecord.class));
  }

  static List<Candidate> candidates(Connection connection, ApplyRetentionRequest request)
      throws SQLException {
    Query query =
        Query.of("SELECT summary, subject_key FROM rollback.snapshots")
            .whereTrue("status IN ('created', 'deleting')");
    if (request.type() != null) {
      query.where("type = ?", request.type().wireName());
    }
    if (request.host() != null) {
      query.where("host = ?", request.host());
    }
    if (!request.labels().isEmpty()) {
      query.where("labels @> ?::jsonb", RecordJson.write(request.labels()));
    }
    return query
        .then("ORDER BY created_at DESC, snapshot_id COLLATE \"C\" DESC")
        .list(
            connection,
            row ->
                new Candidate(
                    RecordJson.read(row.getString(1), SnapshotSummary.class), row.getString(2)));
  }

  private static Query filtered(String select, ListSnapshotsRequest request) {
    Query query = Query.of(select);
    if (request.type() != null) {
      query.where("type = ?", request.type().wireName());
    }
    if (request.status() != null) {
      query.where("status = ?", request.status());
    }
    if (!request.labels().isEmpty()) {
      query.where("labels @> ?::jsonb", RecordJson.write(request.labels()));
    }
    if (request.since() != null) {
      query.where("created_at >= ?", request.since());
    }
    if (Boolean.FALSE.equals(request.includeSafety())) {
      query.whereTrue("safety_for IS NULL");
    }
    return query;
  }
}
