package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Makes objects where there are none, by `If-None-Match: *`. Of many who make one, one wins, and a
/// request that was repeated because its answer was lost knows whether it won. For several threads.
final class S3Creation {
  /// The metadata by which a creator knows its own object.
  private static final String MARK = "rollback-creation";

  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int CONFLICTS = 20;

  private final S3Client client;
  private final S3Place place;

  /// Whether the server was seen to refuse a name that is taken.
  private final AtomicBoolean refuses = new AtomicBoolean();

  S3Creation(S3Client client, S3Place place) {
    this.client = client;
    this.place = place;
  }

  /// Makes an object; false when there is one. Throws what the client throws.
  ///
  /// @throws StoreException FAILED when the server passes over the condition
  boolean create(String key, byte[] bytes) throws StoreException {
    boolean created = put(key, bytes);
    if (created && !refuses.get()) {
      requireRefusal(key, bytes);
    }
    refuses.set(true);
    return created;
  }

  /// A server that passes over the condition would let two both create one blob. It is tried once,
  /// with a blob that is there, and the bytes that it has.
  private void requireRefusal(String key, byte[] bytes) throws StoreException {
    if (put(key, bytes)) {
      throw new StoreException(
          Kind.FAILED,
          "Cannot use %s: its server does not know If-None-Match, so two processes may overwrite each other. Choose a server or a version that does."
              .formatted(place));
    }
  }

  private boolean put(String key, byte[] bytes) {
    String creation = UUID.randomUUID().toString();
    for (int conflict = 0; ; conflict++) {
      try {
        client.putObject(
            request ->
                request
                    .bucket(place.bucket())
                    .key(key)
                    .metadata(Map.of(MARK, creation))
                    .ifNoneMatch("*"),
            RequestBody.fromBytes(bytes));
        return true;
      } catch (S3Exception answer) {
        if (answer.statusCode() == PRECONDITION_FAILED) {
          return isOurs(key, creation);
        }
        // Another creator is at it in this moment; who of the two won is known when we ask again.
        if (answer.statusCode() != CONFLICT || conflict == CONFLICTS) {
          throw answer;
        }
      }
    }
  }

  /// A repeated request meets what the first one created, when only its answer was lost.
  private boolean isOurs(String key, String creation) {
    return S3Status.of(client, place, key)
        .filter(status -> creation.equals(status.metadata().get(MARK)))
        .isPresent();
  }
}
