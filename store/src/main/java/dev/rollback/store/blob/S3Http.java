package dev.rollback.store.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The JDK's HTTP client as the SDK's. The SDK's bridge between them wraps what a line that is cut
/// throws, and the wrapped failure would not be repeated: here it comes out as it is.
final class S3Http implements SdkHttpClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final SdkHttpClient jdk;

  /// @param silence how long a server may say nothing
  S3Http(Duration silence) {
    this.jdk =
        UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(silence).build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = jdk.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        try {
          return prepared.call();
        } catch (UncheckedIOException wrapped) {
          throw new IOException("The line was cut.", wrapped);
        }
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public String clientName() {
    return jdk.clientName();
  }

  @Override
  public void close() {
    jdk.close();
  }
}
