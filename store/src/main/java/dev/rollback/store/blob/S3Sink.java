package dev.rollback.store.blob;

import dev.rollback.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/// A blob that waits in memory until it is sent at once; one that grows past [#PART] goes in parts.
/// Either way it appears as a whole.
final class S3Sink implements BlobSink {
  /// More than a pack has, and the memory that a sink uses at most.
  static final int PART = 40 << 20;

  private final S3Client client;
  private final S3Place place;
  private final String name;
  private final S3Buffer buffer = new S3Buffer();
  private final List<CompletedPart> parts = new ArrayList<>();
  private @Nullable String upload;
  private long length;

  S3Sink(S3Client client, S3Place place, String name) {
    this.client = client;
    this.place = place;
    this.name = BlobName.checked(name);
  }

  @Override
  public void write(byte[] from, int offset, int count) throws StoreException {
    int done = 0;
    while (done < count) {
      if (buffer.length() == PART) {
        sendPart();
      }
      int step = Math.min(count - done, PART - buffer.length());
      buffer.add(from, offset + done, step);
      done += step;
    }
    length += count;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void commit() throws StoreException {
    if (upload == null) {
      try {
        client.putObject(
            request -> request.bucket(place.bucket()).key(place.key(name)), buffer.body());
      } catch (SdkException failed) {
        throw failure(failed);
      }
    } else {
      sendPart();
      complete(upload);
    }
  }

  /// Sends what is in memory, and forgets it.
  private void sendPart() throws StoreException {
    try {
      String running = upload == null ? begin() : upload;
      int number = parts.size() + 1;
      String tag =
          client
              .uploadPart(
                  request ->
                      request
                          .bucket(place.bucket())
                          .key(place.key(name))
                          .uploadId(running)
                          .partNumber(number),
                  buffer.body())
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      buffer.clear();
    } catch (SdkException failed) {
      throw failure(failed);
    }
  }

  private String begin() {
    String begun =
        client
            .createMultipartUpload(request -> request.bucket(place.bucket()).key(place.key(name)))
            .uploadId();
    upload = begun;
    return begun;
  }

  private void complete(String running) throws StoreException {
    try {
      client.completeMultipartUpload(
          request ->
              request
                  .bucket(place.bucket())
                  .key(place.key(name))
                  .uploadId(running)
                  .multipartUpload(all -> all.parts(parts)));
      upload = null;
    } catch (NoSuchUploadException perhapsDone) {
      checkThatItIsThere(perhapsDone);
    } catch (SdkException failed) {
      throw failure(failed);
    }
  }

  /// The answer to the first of several equal requests may have been lost.
  private void checkThatItIsThere(SdkException otherwise) throws StoreException {
    Optional<Long> stored;
    try {
      stored = S3Status.of(client, place, place.key(name)).map(status -> status.contentLength());
    } catch (SdkException failed) {
      throw failure(failed);
    }
    if (!stored.equals(Optional.of(length))) {
      throw failure(otherwise);
    }
    upload = null;
  }

  @Override
  public void close() throws StoreException {
    String unfinished = upload;
    buffer.clear();
    upload = null;
    if (unfinished != null) {
      try {
        client.abortMultipartUpload(
            request -> request.bucket(place.bucket()).key(place.key(name)).uploadId(unfinished));
      } catch (SdkException failed) {
        throw failure(failed);
      }
    }
  }

  private StoreException failure(SdkException cause) {
    return S3Failure.of(place, "write " + name, cause);
  }
}
