package dev.rollback.store.blob;

import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What the server says of an object.
final class S3Status {
  private static final int NOT_FOUND = 404;

  private S3Status() {}

  static boolean isNotFound(S3Exception answer) {
    return answer.statusCode() == NOT_FOUND && !S3Failure.code(answer).equals("NoSuchBucket");
  }

  /// Empty when there is no such object.
  static Optional<HeadObjectResponse> of(S3Client client, S3Place place, String key) {
    try {
      return Optional.of(client.headObject(request -> request.bucket(place.bucket()).key(key)));
    } catch (S3Exception answer) {
      if (isNotFound(answer)) {
        return Optional.empty();
      }
      throw answer;
    }
  }
}
