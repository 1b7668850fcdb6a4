#!/bin/sh
# A Temporal Schedule that takes a snapshot every night at two. Each run's snapshot gets the scheduled
# time as a suffix: nightly-20261124T020000Z. A rollback is never put on a schedule.
set -eu

temporal schedule create \
  --schedule-id nightly-shop \
  --cron '0 2 * * *' \
  --overlap-policy Skip \
  --catchup-window 30m \
  --workflow-id snapshot/nightly \
  --type CreateSnapshot \
  --task-queue rollback-manager \
  --input '{"snapshot_id": "nightly", "type": "configuration",
            "config": {"config_files": ["/srv/shop/etc"]},
            "labels": {"schedule": "nightly-shop"}, "requested_by": "schedule nightly-shop"}'
