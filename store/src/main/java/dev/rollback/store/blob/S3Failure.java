package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/// Turns what S3 and its client say into what an operator can act on.
final class S3Failure {
  private static final int FORBIDDEN = 403;
  private static final int INSUFFICIENT_STORAGE = 507;
  private static final Set<String> UNKNOWN_KEY =
      Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken");
  private static final Set<String> FULL =
      Set.of("QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded");
  private static final Set<String> OTHER_REGION =
      Set.of(
          "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");

  private S3Failure() {}

  /// The exception for a failed deed, such as `write index/ab12`.
  static StoreException of(S3Place place, String deed, SdkException cause) {
    Reason reason =
        switch (cause) {
          case AwsServiceException answer -> answered(place, answer);
          case AbortedException _ -> {
            Thread.currentThread().interrupt();
            yield new Reason(Kind.FAILED, "it was interrupted. Try again.");
          }
          default -> notAnswered(cause);
        };
    return new StoreException(
        reason.kind, "Cannot " + deed + " in the store " + place + ": " + reason.sentence, cause);
  }

  private record Reason(Kind kind, String sentence) {}

  private static Reason answered(S3Place place, AwsServiceException answer) {
    String code = code(answer);
    if (code.equals("NoSuchBucket")) {
      return new Reason(
          Kind.MISSING,
          "there is no bucket %s. Make it, or correct the address.".formatted(place.bucket()));
    }
    if (UNKNOWN_KEY.contains(code)) {
      return new Reason(
          Kind.DENIED,
          "the server does not know these credentials (%s). Give this process valid ones, for example by AWS_PROFILE."
              .formatted(code));
    }
    if (code.equals("RequestTimeTooSkewed")) {
      return new Reason(
          Kind.FAILED, "this host's clock is too far from the server's. Set the clock.");
    }
    if (OTHER_REGION.contains(code)) {
      return new Reason(
          Kind.FAILED, "the bucket is in another region. Set AWS_REGION to the bucket's region.");
    }
    if (FULL.contains(code) || answer.statusCode() == INSUFFICIENT_STORAGE) {
      return new Reason(
          Kind.FULL, "no space is left. Free some there and try again; what was stored is intact.");
    }
    if (answer.statusCode() == FORBIDDEN) {
      return new Reason(
          Kind.DENIED,
          "permission denied. Let these credentials list, read, write and delete beneath it.");
    }
    return new Reason(
        Kind.FAILED,
        "the server answered %d %s. See to the server and try again."
            .formatted(answer.statusCode(), code));
  }

  private static Reason notAnswered(SdkException cause) {
    String text = String.valueOf(cause.getMessage());
    if (text.toLowerCase(Locale.ROOT).contains("unable to load credentials")) {
      return new Reason(
          Kind.DENIED,
          "no credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
              + " AWS_PROFILE.");
    }
    return new Reason(
        Kind.FAILED,
        "the server cannot be reached (%s). See to the network and to AWS_ENDPOINT_URL_S3, and try again."
            .formatted(text));
  }

  static String code(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }
}
