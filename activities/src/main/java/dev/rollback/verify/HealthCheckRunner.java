package dev.rollback.verify;

import dev.rollback.contract.VerificationTest;
import dev.rollback.secret.Revealed;
import dev.rollback.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Asks a URL with GET and compares the status of the answer. The body is never read, no proxy is
/// used and nothing is sent but the request.
///
/// Each step of a redirect is checked as the first URL was.
final class HealthCheckRunner implements Runner<VerificationTest.HealthCheck> {
  private static final int MOST_REDIRECTS = 5;
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Duration limit;
  private final Secrets secrets;

  /// @param limit the longest that one answer may take
  /// @param secrets what a URL may name
  HealthCheckRunner(Duration limit, Secrets secrets) {
    this.limit = limit;
    this.secrets = secrets;
  }

  /// @throws dev.rollback.contract.RollbackException `InvalidRequest` for a secret that may not be
  /// named
  @Override
  public Finding run(VerificationTest.HealthCheck test, Attempt attempt)
      throws InterruptedException {
    Revealed url = secrets.reveal(test.url(), HealthCheckRunner::encoded);
    return asked(test, url.text(), attempt).masked(url::masked);
  }

  private Finding asked(VerificationTest.HealthCheck test, String url, Attempt attempt)
      throws InterruptedException {
    int expected = test.expectedStatusOrDefault();
    try {
      URI at = parsed(url);
      for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
        Answer answer = asked(at, attempt);
        if (answer.status() == expected) {
          return Finding.passed(expected, answer.status());
        }
        Optional<URI> next = answer.redirect(at);
        if (next.isEmpty()) {
          return Finding.failed(
              expected,
              answer.status(),
              "%s answers with %d.".formatted(shown(at), answer.status()));
        }
        requireAllowed(at, next.get(), test);
        at = next.get();
      }
      return Finding.failed(
          expected, null, "%s redirects more than %d times.".formatted(shown(at), MOST_REDIRECTS));
    } catch (NotAsked e) {
      return Finding.undecidable(e.why());
    } catch (Addresses.Refused e) {
      return Finding.undecidable(e.why());
    } catch (UnknownHostException e) {
      return Finding.failed(
          expected, null, "The host's name is not known: " + e.getMessage() + ".");
    } catch (SSLException e) {
      return Finding.failed(expected, null, untrusted(url, e));
    } catch (IOException e) {
      return Finding.failed(expected, null, "There was no answer: " + reason(e) + ".");
    }
  }

  private Answer asked(URI at, Attempt attempt)
      throws IOException, InterruptedException, Addresses.Refused {
    Addresses.of(at.getHost());
    Duration most = attempt.atMost(limit);
    try (HttpClient client = client(most)) {
      var request = HttpRequest.newBuilder(at).timeout(most).GET().build();
      try {
        return awaited(
            client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()), most, attempt);
      } finally {
        client.shutdownNow();
      }
    }
  }

  /// A client of its own for each question: no connection, cookie or address outlives it.
  private static HttpClient client(Duration most) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(CONNECT.compareTo(most) < 0 ? CONNECT : most)
        .build();
  }

  private static Answer awaited(
      CompletableFuture<HttpResponse<InputStream>> response, Duration most, Attempt attempt)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (true) {
      try {
        HttpResponse<InputStream> answer = response.get(1, TimeUnit.SECONDS);
        answer.body().close();
        return new Answer(answer.statusCode(), answer.headers().firstValue("Location"));
      } catch (TimeoutException _) {
        attempt.pulse();
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("it took longer than %d ms".formatted(most.toMillis()));
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      }
    }
  }

  private static void requireAllowed(URI from, URI to, VerificationTest.HealthCheck test)
      throws NotAsked {
    boolean follows = Boolean.TRUE.equals(test.followRedirects());
    if (!follows && !host(from).equals(host(to))) {
      throw new NotAsked(
          "%s redirects to another host, %s. Test that host, or set follow_redirects."
              .formatted(shown(from), host(to)));
    }
    if (from.getScheme().equalsIgnoreCase("https") && !to.getScheme().equalsIgnoreCase("https")) {
      throw new NotAsked(
          "%s redirects from https to http, which is not followed.".formatted(shown(from)));
    }
  }

  private static URI parsed(String url) throws NotAsked {
    try {
      return checked(new URI(url));
    } catch (URISyntaxException _) {
      throw new NotAsked("The url is not a valid URL. Correct it.");
    }
  }

  /// So that no secret can change which host is asked, or end the path.
  private static String encoded(String secret) {
    return URLEncoder.encode(secret, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A");
  }

  private static URI checked(URI uri) throws NotAsked {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new NotAsked("Only http and https are asked, not %s.".formatted(scheme));
    }
    if (uri.getRawUserInfo() != null || uri.getHost() == null) {
      throw new NotAsked("The url must name a host by name or address, and no user or password.");
    }
    return uri;
  }

  private static String host(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /// Without path and query, which may hold a secret.
  private static String shown(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return "%s://%s%s".formatted(uri.getScheme(), uri.getHost(), port);
  }

  private static String untrusted(String url, SSLException error) {
    return "No TLS connection to %s: %s. Add its authority to the trust store of the worker's JVM, or mend the certificate."
        .formatted(shown(URI.create(url)), reason(error));
  }

  private static String reason(IOException error) {
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }

  private record Answer(int status, Optional<String> location) {
    Optional<URI> redirect(URI from) throws NotAsked {
      if (status < 300 || status > 399 || location.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(checked(from.resolve(new URI(location.get()))));
      } catch (URISyntaxException _) {
        throw new NotAsked("%s redirects to what is no URL.".formatted(shown(from)));
      }
    }
  }

  /// The question is not asked; the message says why.
  private static final class NotAsked extends Exception {
    private static final long serialVersionUID = 1L;

    NotAsked(String why) {
      super(why);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }
}
