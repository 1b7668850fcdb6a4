package dev.rollback.catalog;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where the catalogue's database is and who enters it. Its text form holds neither user nor
/// password.
///
/// Understands `postgresql://user:password@host:5432/name?option=value`, also with `postgres:` and
/// `jdbc:postgresql:`. A user and password given apart from the URL win over those in it.
record DatabaseAddress(
    String place, Map<String, String> options, @Nullable String user, @Nullable String password) {

  static DatabaseAddress of(String url, @Nullable String user, @Nullable String password) {
    URI uri = parsed(url);
    Map<String, String> options = options(uri.getRawQuery());
    String urlUser = options.remove("user");
    String urlPassword = options.remove("password");
    if (uri.getRawUserInfo() != null) {
      String[] parts = uri.getRawUserInfo().split(":", 2);
      urlUser = decoded(parts[0]);
      urlPassword = parts.length == 2 ? decoded(parts[1]) : urlPassword;
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new DatabaseAddress(
        uri.getHost() + port + uri.getRawPath(),
        options,
        user == null ? urlUser : user,
        password == null ? urlPassword : password);
  }

  String jdbcUrl() {
    String query =
        options.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining("&"));
    return "jdbc:postgresql://" + place + (query.isEmpty() ? "" : "?" + query);
  }

  @Override
  public String toString() {
    return place;
  }

  private static URI parsed(String url) {
    String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    try {
      URI uri = new URI(plain);
      boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      String path = uri.getRawPath();
      if (known && uri.getHost() != null && path != null && path.length() > 1) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Its message holds the URL, and with it perhaps a password.
    }
    throw new RollbackException(
        FailureType.INVALID_REQUEST,
        "The catalogue's database URL is not of the form postgresql://host:5432/name. Correct it in"
            + " the worker's settings.");
  }

  private static Map<String, String> options(@Nullable String query) {
    var options = new LinkedHashMap<String, String>();
    if (query != null) {
      for (String option : query.split("&", -1)) {
        String[] parts = option.split("=", 2);
        boolean secret = parts[0].equals("user") || parts[0].equals("password");
        String value = parts.length == 2 ? parts[1] : "";
        options.put(parts[0], secret ? decoded(value) : value);
      }
      options.remove("");
    }
    return options;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
