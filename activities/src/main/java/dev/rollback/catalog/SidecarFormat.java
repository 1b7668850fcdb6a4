package dev.rollback.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.contract.SnapshotRecord;
import dev.rollback.contract.SnapshotStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A created snapshot's record as its sidecar: `format_version`, `id`, the record's own fields, and
/// `digest`, the SHA-256 of all the other fields written without white space.
final class SidecarFormat {
  static final int VERSION = 1;

  private SidecarFormat() {}

  static byte[] write(SnapshotRecord snapshot) {
    ObjectNode json = RecordJson.MAPPER.createObjectNode();
    json.put("format_version", VERSION);
    json.put("id", snapshot.snapshotId());
    json.setAll((ObjectNode) RecordJson.MAPPER.valueToTree(snapshot));
    json.put("digest", digest(json));
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// @throws Damaged where the bytes are not a whole sidecar of this snapshot
  static SnapshotRecord read(String snapshotId, byte[] bytes) throws Damaged {
    ObjectNode json = tree(bytes);
    int version = json.path("format_version").asInt(0);
    if (version != VERSION) {
      throw new Damaged(
          "It has format version %s; this release reads %d."
              .formatted(json.path("format_version"), VERSION));
    }
    String digest = json.path("digest").asText();
    json.remove("digest");
    if (!digest.equals(digest(json))) {
      throw new Damaged("Its digest does not fit its content: it was changed or damaged.");
    }
    SnapshotRecord snapshot = snapshot(json);
    if (!snapshotId.equals(snapshot.snapshotId())) {
      throw new Damaged("It is of snapshot %s.".formatted(snapshot.snapshotId()));
    }
    if (!snapshot.status().equals(SnapshotStatus.CREATED.wireName())) {
      throw new Damaged("Its snapshot is %s, not created.".formatted(snapshot.status()));
    }
    return snapshot;
  }

  private static ObjectNode tree(byte[] bytes) throws Damaged {
    try {
      JsonNode json = RecordJson.MAPPER.readTree(bytes);
      if (json instanceof ObjectNode object) {
        return object;
      }
      throw new Damaged("It is no JSON object.");
    } catch (IOException e) {
      throw new Damaged("It is not JSON, or not all of it is there.", e);
    }
  }

  private static SnapshotRecord snapshot(ObjectNode json) throws Damaged {
    try {
      SnapshotRecord snapshot = RecordJson.MAPPER.treeToValue(json, SnapshotRecord.class);
      for (String field : new String[] {"snapshot_id", "config", "type", "request_digest"}) {
        if (!json.hasNonNull(field)) {
          throw new Damaged("It has no %s.".formatted(field));
        }
      }
      return snapshot;
    } catch (JsonProcessingException e) {
      throw new Damaged("It does not hold a snapshot's record.", e);
    }
  }

  private static String digest(ObjectNode json) {
    try {
      byte[] bytes = RecordJson.write(json).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }

  /// A sidecar that cannot be believed; the message says why.
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String why) {
      super(why);
    }

    Damaged(String why, Throwable cause) {
      super(why, cause);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }
}
