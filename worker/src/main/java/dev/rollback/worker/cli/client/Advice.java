package dev.rollback.worker.cli.client;

import dev.rollback.contract.FailureType;
import org.jspecify.annotations.Nullable;

/// What to do about each failure type, for the line below the error.
final class Advice {
  private Advice() {}

  static @Nullable String on(String wireName) {
    return FailureType.ofWireName(wireName).map(Advice::on).orElse(null);
  }

  private static String on(FailureType type) {
    return switch (type) {
      case INVALID_REQUEST, UNSUPPORTED_TYPE ->
          "Correct the request; `rollback COMMAND --help` names what may be given.";
      case PATH_NOT_ALLOWED ->
          "The worker touches only what is beneath its ROLLBACK_ALLOWED_ROOTS (`rollback dev"
              + " --allow DIR`), and follows no links.";
      case PERMISSION_DENIED -> "Give the worker's user access, then try again.";
      case SNAPSHOT_NOT_FOUND -> "`rollback list` shows the snapshots that there are.";
      case SNAPSHOT_EXISTS -> "Choose another id, or delete the old one with `rollback delete`.";
      case SNAPSHOT_NOT_RESTORABLE ->
          "`rollback show ID` tells what became of the snapshot, where the sentence names nothing"
              + " in the way.";
      case SNAPSHOT_CORRUPT -> "`rollback check --read-data` tells what else is damaged.";
      case PATH_NOT_FOUND ->
          "Paths are meant as the worker's host sees them; `rollback show ID / -r` lists a"
              + " snapshot's.";
      case NOT_A_GIT_REPOSITORY ->
          "Check the path as the worker's host sees it, or name the host with --target.";
      case REPOSITORY_BUSY, REPOSITORY_IN_OPERATION ->
          "End what is under way in the repository, then try again.";
      case INSUFFICIENT_DISK_SPACE -> "Free space there, then try again; nothing was changed.";
      case TOOL_MISSING, TOOL_VERSION_MISMATCH ->
          "`rollback doctor` on the worker's host tells what it needs.";
      case CONNECTION_FAILED -> "Check that the service is up and reachable from the worker.";
      case DATABASE_NOT_FOUND, CONTAINER_NOT_FOUND, IMAGE_MISSING ->
          "Check the name as the worker's host sees it.";
      case STATE_LOCKED, TARGET_BUSY ->
          "`rollback status` shows who holds what; wait for it, or cancel that rollback.";
      case SOURCE_CHANGING -> "Try again when nothing writes to it.";
      case REJECTED -> "Nothing was changed; ask who rejected it, then start a new rollback.";
      case TIMEOUT -> "Nothing waits any longer; start it again with a longer --timeout.";
      case VERIFICATION_FAILED, ROLLBACK_FAILED ->
          "`rollback describe ROLLBACK_ID` tells each step and each test.";
      case TARGET_CHANGED -> "Look at what changed with `rollback plan`, then ask again.";
      case INTERNAL -> "Look at the worker's log and at the workflow in Temporal's Web UI.";
      case ROLLBACK_PARTIAL ->
          "Look at the targets now; `rollback undo ROLLBACK_ID` goes back to before it.";
    };
  }
}
