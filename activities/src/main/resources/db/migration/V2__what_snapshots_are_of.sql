-- Finds the snapshot before another: same things, same host. Rows from before have none of both.
ALTER TABLE rollback.snapshots ADD COLUMN subject_key text, ADD COLUMN host text;
CREATE INDEX snapshots_of_subject ON rollback.snapshots (subject_key, host, created_at DESC);
