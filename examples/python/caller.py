"""Takes a snapshot of a directory and rolls it back, with Temporal's Python SDK alone.

    pip install -r requirements.txt
    python caller.py before-change /tmp/shop
"""
import asyncio
import os
import sys
import time

from temporalio.client import Client, WorkflowFailureError

QUEUE = "rollback-manager"


async def main(snapshot_id: str, path: str) -> int:
    client = await Client.connect(
        os.environ.get("TEMPORAL_ADDRESS", "localhost:7233"),
        namespace=os.environ.get("TEMPORAL_NAMESPACE", "default"),
    )
    try:
        snapshot = await client.execute_workflow(
            "CreateSnapshot",
            {"snapshot_id": snapshot_id, "type": "configuration", "config": {"config_files": [path]}},
            id=f"snapshot/{snapshot_id}", task_queue=QUEUE,
        )
        print("captured", snapshot["snapshot_id"], snapshot["size_bytes"], "bytes")
        result = await client.execute_workflow(
            "ExecuteRollback",
            {
                "snapshot_id": snapshot_id,
                "requested_by": "caller.py",
                "validation": {"tests": [{"type": "file_exists", "path": path}]},
            },
            id=f"rollback/python-{int(time.time())}", task_queue=QUEUE,
        )
        print("rolled back:", result["status"], result["plan"]["changes"], "undo:", result["safety_snapshot_id"])
        return 0
    except WorkflowFailureError as failure:
        cause = failure.cause  # an ApplicationError: the type is the contract's, the first detail the full result
        print(getattr(cause, "type", type(cause).__name__), cause, getattr(cause, "details", ()), file=sys.stderr)
        return 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python caller.py SNAPSHOT_ID PATH")
    sys.exit(asyncio.run(main(sys.argv[1], sys.argv[2])))
