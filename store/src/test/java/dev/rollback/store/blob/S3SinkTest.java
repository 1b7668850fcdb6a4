package dev.rollback.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.Trouble;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

final class S3SinkTest {
  private static final S3Place PLACE = new S3Place("bucket", "");

  /// The answer to the end of an upload was lost, and so is the one to the question after it.
  @Test
  void aServerThatGoesAwayAtTheEndOfAnUploadIsTroubleOfTheStorage() throws StoreException {
    try (S3Client client = new Vanishing();
        var sink = new S3Sink(client, PLACE, "index/one")) {
      byte[] slice = new byte[1 << 20];
      for (int written = 0; written <= S3Sink.PART; written += slice.length) {
        sink.write(slice, 0, slice.length);
      }

      assertThat(Trouble.of(sink::commit)).isEqualTo(Kind.FAILED);
    }
  }

  private static final class Vanishing implements S3Client {
    @Override
    public CreateMultipartUploadResponse createMultipartUpload(
        CreateMultipartUploadRequest request) {
      return CreateMultipartUploadResponse.builder().uploadId("1").build();
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
      return UploadPartResponse.builder().eTag("tag").build();
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
        CompleteMultipartUploadRequest request) {
      throw NoSuchUploadException.builder().statusCode(404).build();
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      throw SdkClientException.create("no route to host");
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
      return AbortMultipartUploadResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}
