package dev.rollback.store.blob;

import java.io.IOException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// The bytes of an answer. An answer that is cut off on its way is asked for again.
final class S3Body {
  private S3Body() {}

  /// All bytes of a blob, unless it has too many.
  ///
  /// @param length how many it has
  record Whole(long length, ByteArray bytes) {}

  /// Keeps an array out of a record's components, where it would be compared by identity.
  static final class ByteArray {
    private final byte[] bytes;

    ByteArray(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /// Reads an answer of at most `maximumBytes`; of a longer one nothing but its length.
  static ResponseTransformer<GetObjectResponse, Whole> whole(int maximumBytes) {
    return (response, stream) -> {
      long length = response.contentLength();
      byte[] bytes = new byte[length > maximumBytes ? 0 : (int) length];
      if (length > maximumBytes) {
        stream.abort();
      } else {
        fill(stream, bytes, 0, bytes.length);
      }
      return new Whole(length, new ByteArray(bytes));
    };
  }

  /// Reads an answer of at most `length` bytes into an array, and answers how many it had.
  static ResponseTransformer<GetObjectResponse, Integer> into(byte[] array, int at, int length) {
    return (response, stream) -> {
      int there = (int) Math.min(length, response.contentLength());
      fill(stream, array, at, there);
      return there;
    };
  }

  private static void fill(AbortableInputStream stream, byte[] array, int at, int length) {
    try {
      int read = stream.readNBytes(array, at, length);
      if (read < length) {
        throw cutOff(new IOException("the answer ended after " + read + " of " + length));
      }
      // The client proves the answer's checksum when it sees the end.
      if (stream.read() >= 0) {
        throw cutOff(new IOException("the answer went on after " + length + " bytes"));
      }
    } catch (IOException failed) {
      throw cutOff(failed);
    }
  }

  private static RetryableException cutOff(IOException cause) {
    return RetryableException.create("The answer was not whole.", cause);
  }
}
