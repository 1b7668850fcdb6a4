package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Blobs as objects of an S3 bucket, beneath a prefix.
///
/// Needs a server that gives back what was written as soon as it said so, and that knows
/// `If-None-Match: *`, as S3 and most others do. Times are whole seconds: S3 knows no finer ones.
public final class S3Blobs implements Blobs {

  /// A request takes some tens of milliseconds, and so many bytes a few more.
  private static final int READ_AHEAD = 256 << 10;

  private static final int BEYOND_THE_END = 416;

  private final S3Client client;
  private final S3Place place;
  private final S3Creation creation;

  /// Reaches the place with the settings and credentials that programs of AWS read.
  ///
  /// @param address `s3://bucket/prefix`; refuses everything else with [IllegalArgumentException]
  public static S3Blobs open(String address) throws StoreException {
    S3Place place = S3Place.parse(address);
    return new S3Blobs(S3Connection.open(place), place);
  }

  /// @param client closed with these blobs
  S3Blobs(S3Client client, S3Place place) {
    this.client = client;
    this.place = place;
    this.creation = new S3Creation(client, place);
  }

  @Override
  public boolean create(String name, byte[] bytes) throws StoreException {
    String key = place.key(name);
    try {
      return creation.create(key, bytes);
    } catch (SdkException failed) {
      throw failure("create " + name, failed);
    }
  }

  @Override
  public void replace(String name, byte[] bytes) throws StoreException {
    String key = place.key(name);
    try {
      client.putObject(
          request -> request.bucket(place.bucket()).key(key), RequestBody.fromBytes(bytes));
    } catch (SdkException failed) {
      throw failure("write " + name, failed);
    }
  }

  @Override
  public BlobSink sink(String name) {
    return new S3Sink(client, place, name);
  }

  @Override
  public byte[] read(String name, int maximumBytes) throws StoreException {
    String key = place.key(name);
    try {
      S3Body.Whole whole =
          client.getObject(
              request -> request.bucket(place.bucket()).key(key), S3Body.whole(maximumBytes));
      if (whole.length() > maximumBytes) {
        throw StorageFailure.tooLong(place(), name, whole.length(), maximumBytes);
      }
      return whole.bytes().bytes();
    } catch (SdkException failed) {
      throw readFailure(name, failed);
    }
  }

  @Override
  public void read(String name, long offset, byte[] into, int at, int length)
      throws StoreException {
    String key = place.key(name);
    if (length == 0) {
      return;
    }
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    try {
      int read =
          client.getObject(
              request -> request.bucket(place.bucket()).key(key).range(range),
              S3Body.into(into, at, length));
      if (read < length) {
        throw StorageFailure.cutOff(place(), name, offset + read, offset + length);
      }
    } catch (S3Exception answer) {
      if (answer.statusCode() == BEYOND_THE_END) {
        throw cutOff(name, offset + length);
      }
      throw readFailure(name, answer);
    } catch (SdkException failed) {
      throw readFailure(name, failed);
    }
  }

  private StoreException cutOff(String name, long needed) throws StoreException {
    return status(name)
        .map(status -> StorageFailure.cutOff(place(), name, status.length(), needed))
        .orElseGet(() -> StorageFailure.missing(place(), name));
  }

  @Override
  public int readAhead() {
    return READ_AHEAD;
  }

  @Override
  public Optional<BlobStatus> status(String name) throws StoreException {
    String key = place.key(name);
    try {
      return S3Status.of(client, place, key)
          .map(head -> new BlobStatus(name, head.contentLength(), seconds(head.lastModified())));
    } catch (SdkException failed) {
      throw failure("look at " + name, failed);
    }
  }

  @Override
  public void list(String prefix, Consumer<BlobStatus> each) throws StoreException {
    String keys = place.prefix() + BlobName.checkedPrefix(prefix);
    try {
      for (S3Object object : objects(keys)) {
        String name = place.name(object.key());
        if (BlobName.isName(name)) {
          each.accept(new BlobStatus(name, object.size(), seconds(object.lastModified())));
        }
      }
    } catch (SdkException failed) {
      throw failure("list " + prefix, failed);
    }
  }

  @Override
  public void delete(String name) throws StoreException {
    String key = place.key(name);
    try {
      client.deleteObject(request -> request.bucket(place.bucket()).key(key));
    } catch (S3Exception answer) {
      if (!S3Status.isNotFound(answer)) {
        throw failure("delete " + name, answer);
      }
    } catch (SdkException failed) {
      throw failure("delete " + name, failed);
    }
  }

  @Override
  public Instant now() throws StoreException {
    String key = place.temporaryKey("clock");
    try {
      client.putObject(request -> request.bucket(place.bucket()).key(key), RequestBody.empty());
      return S3Status.of(client, place, key)
          .map(HeadObjectResponse::lastModified)
          .map(S3Blobs::seconds)
          .orElseThrow(
              () ->
                  new StoreException(
                      Kind.FAILED,
                      "Cannot ask for the time in the store %s: what was just written there is gone. See who removes it."
                          .formatted(place)));
    } catch (SdkException failed) {
      throw failure("ask for the time", failed);
    }
  }

  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.empty();
  }

  @Override
  public long sweep(Instant before) throws StoreException {
    long swept = 0;
    try {
      var uploads =
          client
              .listMultipartUploadsPaginator(
                  request -> request.bucket(place.bucket()).prefix(place.prefix()))
              .uploads();
      for (MultipartUpload upload : uploads) {
        if (upload.initiated().isBefore(before)) {
          client.abortMultipartUpload(
              request ->
                  request.bucket(place.bucket()).key(upload.key()).uploadId(upload.uploadId()));
          swept++;
        }
      }
    } catch (SdkException failed) {
      throw failure("remove what was left behind", failed);
    }
    return swept;
  }

  @Override
  public boolean vacant() throws StoreException {
    try {
      for (S3Object object : objects(place.prefix())) {
        if (!place.name(object.key()).startsWith(BlobName.TEMPORARY)) {
          return false;
        }
      }
      return true;
    } catch (SdkException failed) {
      throw failure("look", failed);
    }
  }

  private Iterable<S3Object> objects(String prefix) {
    return client
        .listObjectsV2Paginator(request -> request.bucket(place.bucket()).prefix(prefix))
        .contents();
  }

  @Override
  public String place() {
    return place.toString();
  }

  @Override
  public void close() {
    client.close();
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private StoreException readFailure(String name, SdkException cause) {
    return cause instanceof S3Exception answer && S3Status.isNotFound(answer)
        ? StorageFailure.missing(place(), name)
        : failure("read " + name, cause);
  }

  private StoreException failure(String deed, SdkException cause) {
    return S3Failure.of(place, deed, cause);
  }
}
