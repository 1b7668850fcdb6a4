-- One row per snapshot. The columns are what is queried; `record` is the whole record.
-- It is `json`, not `jsonb`: jsonb refuses NUL and half a surrogate pair, which names of files may hold.
CREATE TABLE rollback.snapshots (
  snapshot_id  text PRIMARY KEY,
  status       text NOT NULL CHECK (status IN ('creating', 'created', 'deleting', 'failed')),
  type         text NOT NULL,
  created_at   bigint NOT NULL,
  stored_bytes bigint NOT NULL,
  safety_for   text,
  labels       jsonb NOT NULL,
  summary      json NOT NULL,
  record       json NOT NULL
);
CREATE INDEX snapshots_newest ON rollback.snapshots (created_at DESC, snapshot_id DESC);
CREATE INDEX snapshots_labels ON rollback.snapshots USING gin (labels jsonb_path_ops);

-- One row per rollback, running or ended.
CREATE TABLE rollback.rollbacks (
  rollback_id        text PRIMARY KEY,
  snapshot_id        text NOT NULL,
  safety_snapshot_id text,
  status             text NOT NULL
    CHECK (status IN ('running', 'planned', 'completed', 'partial', 'failed')),
  started_at         bigint NOT NULL,
  summary            json NOT NULL,
  result             json NOT NULL
);
CREATE INDEX rollbacks_newest ON rollback.rollbacks (started_at DESC, rollback_id DESC);
CREATE INDEX rollbacks_of_snapshot ON rollback.rollbacks (snapshot_id);
CREATE INDEX rollbacks_running ON rollback.rollbacks (started_at) WHERE status = 'running';

-- Orders the holders of targets: a later holder has a higher number.
CREATE SEQUENCE rollback.fencing_tokens;

-- One row per target that a rollback holds. A path may be longer than an index entry may be, so the
-- key is its SHA-256.
CREATE TABLE rollback.target_locks (
  target_hash bytea PRIMARY KEY,
  target      text NOT NULL,
  rollback_id text NOT NULL,
  workflow_id text NOT NULL,
  since       bigint NOT NULL,
  token       bigint NOT NULL
);
CREATE INDEX target_locks_of_rollback ON rollback.target_locks (rollback_id);
