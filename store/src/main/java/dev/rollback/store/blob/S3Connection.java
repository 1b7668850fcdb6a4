package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// How a process reaches S3: by the settings and credentials that every program of AWS reads, such
/// as `AWS_ENDPOINT_URL_S3`, `AWS_REGION`, `AWS_PROFILE` and `AWS_ACCESS_KEY_ID`.
final class S3Connection {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /// Requests are repeated for about ten seconds, enough for a server that is started again.
  private static final int ATTEMPTS = 9;

  private S3Connection() {}

  /// A client for a server that is told apart from AWS's own by the endpoint setting. Such a server
  /// rarely has a name for each bucket, so buckets are asked for by path there.
  static S3Client open(S3Place place) throws StoreException {
    Optional<URI> endpoint = endpoint(place);
    S3ClientBuilder builder = settings(SILENCE).region(region(place, endpoint.isPresent()));
    endpoint.ifPresent(server -> builder.endpointOverride(server).forcePathStyle(true));
    return builder.build();
  }

  /// What all clients have in common, wherever their server is.
  ///
  /// @param silence how long a server may say nothing
  static S3ClientBuilder settings(Duration silence) {
    return S3Client.builder()
        .httpClient(new S3Http(silence))
        .overrideConfiguration(
            settings ->
                settings.retryStrategy(
                    StandardRetryStrategy.builder()
                        .maxAttempts(ATTEMPTS)
                        .circuitBreakerEnabled(false)
                        .build()));
  }

  private static Optional<URI> endpoint(S3Place place) throws StoreException {
    Optional<String> told =
        Stream.of(
                System.getProperty("aws.endpointUrlS3", ""),
                environment("AWS_ENDPOINT_URL_S3"),
                System.getProperty("aws.endpointUrl", ""),
                environment("AWS_ENDPOINT_URL"))
            .filter(setting -> !setting.isBlank())
            .findFirst();
    try {
      return told.map(URI::create);
    } catch (IllegalArgumentException noAddress) {
      throw new StoreException(
          Kind.FAILED,
          "Cannot reach the store %s: AWS_ENDPOINT_URL_S3 is no address. Set it like https://host:port."
              .formatted(place),
          noAddress);
    }
  }

  /// Servers other than AWS's own hardly ever care for the region.
  private static Region region(S3Place place, boolean ownServer) throws StoreException {
    if (ownServer
        && environment("AWS_REGION").isBlank()
        && System.getProperty("aws.region") == null) {
      return Region.US_EAST_1;
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException noRegion) {
      throw new StoreException(
          Kind.FAILED,
          "Cannot reach the store %s: no region is set. Set AWS_REGION to the bucket's region."
              .formatted(place),
          noRegion);
    }
  }

  private static String environment(String name) {
    return Optional.ofNullable(System.getenv(name)).orElse("");
  }
}
