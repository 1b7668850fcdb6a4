package dev.rollback.worker;

import dev.rollback.worker.Settings.Database;
import dev.rollback.worker.Settings.LogFormat;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads settings strictly: everything that is wrong is said at once, and a misspelt name is an
/// error.
public final class SettingsReader {
  /// The word that says "none at all" where leaving a setting out is not enough.
  public static final String NONE = "none";

  /// The word that says that nothing listens.
  public static final String OFF = "off";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private final Map<String, String> values;
  private final List<String> problems;

  private SettingsReader(Map<String, String> values, List<String> problems) {
    this.values = values;
    this.problems = problems;
  }

  /// Puts environment and settings file together; the environment is stronger. An empty value is as
  /// good as none.
  ///
  /// @throws SettingsException naming every line of the file and every name that is wrong
  public static Map<String, String> collect(Map<String, String> environment, Optional<Path> file) {
    List<String> problems = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    file.ifPresent(path -> values.putAll(SettingsFile.read(path, problems)));
    values.putAll(environment);
    values.values().removeIf(String::isBlank);
    values.keySet().stream()
        .filter(Setting::isUnknown)
        .sorted()
        .forEach(name -> problems.add(unknown(name)));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return values;
  }

  /// Reads a worker's settings out of collected values.
  ///
  /// @throws SettingsException with a sentence for each setting that is missing or wrong
  public static Settings worker(Map<String, String> values) {
    List<String> problems = new ArrayList<>();
    SettingsReader reader = new SettingsReader(values, problems);
    Settings settings = reader.read();
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return settings;
  }

  private Settings read() {
    StoreSettings store = store(true);
    return new Settings(
        database(),
        store,
        state(store),
        allowedRoots(),
        name(Setting.ROLLBACK_TASK_QUEUE, Settings.DEFAULT_TASK_QUEUE),
        name(Setting.ROLLBACK_HOST, HostName.ofThisMachine()),
        commands(),
        secrets(),
        http(),
        logFormat());
  }

  private Database database() {
    String url =
        required(
            Setting.ROLLBACK_DATABASE_URL,
            "it is the catalogue, e.g. jdbc:postgresql://db.example:5432/rollback");
    String user = required(Setting.ROLLBACK_DATABASE_USER, "the catalogue's user");
    return new Database(url.isEmpty() ? url : jdbc(url), user, password());
  }

  private String jdbc(String url) {
    String bare = url.replaceFirst("^jdbc:", "").replaceFirst("^postgres://", "postgresql://");
    if (!bare.startsWith("postgresql://")) {
      problem(
          Setting.ROLLBACK_DATABASE_URL, "must begin with jdbc:postgresql:// (value not shown)");
    } else if (bare.contains("@") || bare.matches("(?i).*[?&](user|password)=.*")) {
      problem(
          Setting.ROLLBACK_DATABASE_URL,
          "must hold no user or password: give them as ROLLBACK_DATABASE_USER and"
              + " ROLLBACK_DATABASE_PASSWORD_FILE");
    }
    return "jdbc:" + bare;
  }

  private Secret password() {
    Optional<String> value = value(Setting.ROLLBACK_DATABASE_PASSWORD);
    Optional<String> file = value(Setting.ROLLBACK_DATABASE_PASSWORD_FILE);
    if (value.isPresent() && file.isPresent()) {
      problem(
          Setting.ROLLBACK_DATABASE_PASSWORD,
          "and ROLLBACK_DATABASE_PASSWORD_FILE are both set: keep one of the two");
    } else if (file.isPresent()) {
      return secret(Setting.ROLLBACK_DATABASE_PASSWORD_FILE, "file:" + file.get());
    } else if (value.isPresent()) {
      return secret(Setting.ROLLBACK_DATABASE_PASSWORD, value.get());
    } else {
      problem(
          Setting.ROLLBACK_DATABASE_PASSWORD_FILE,
          "is missing: name the file that holds the catalogue's password, or set"
              + " ROLLBACK_DATABASE_PASSWORD");
    }
    return new Secret("");
  }

  private Secret secret(Setting setting, String written) {
    try {
      return SecretReference.resolve(written, values);
    } catch (SettingsException unresolved) {
      problem(setting, unresolved.problems().getFirst());
      return new Secret("");
    }
  }

  /// Reads the store's settings alone, for what works on the store itself.
  ///
  /// @throws SettingsException with a sentence for each setting that is missing or wrong
  public static StoreSettings store(Map<String, String> values) {
    List<String> problems = new ArrayList<>();
    StoreSettings store = new SettingsReader(values, problems).store(false);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return store;
  }

  /// What a reference of an option names.
  ///
  /// @throws SettingsException saying what is wrong with it, never the value
  public static Secret secret(String option, String written, Map<String, String> values) {
    try {
      return SecretReference.resolve(written, values);
    } catch (SettingsException unresolved) {
      throw new SettingsException(List.of(option + " " + unresolved.problems().getFirst() + "."));
    }
  }

  /// @param demandsKey whether a missing key must be agreed to
  private StoreSettings store(boolean demandsKey) {
    return new StoreSettings(storePlace(), storeKey(demandsKey));
  }

  private Optional<Secret> storeKey(boolean demandsKey) {
    Optional<String> key = value(Setting.ROLLBACK_STORE_KEY);
    if (key.isEmpty()) {
      if (demandsKey) {
        problem(
            Setting.ROLLBACK_STORE_KEY,
            "is missing: name the store's passphrase as env:NAME or file:PATH, or say "
                + NONE
                + " to agree that whoever can read the store can read all that is in it");
      }
      return Optional.empty();
    }
    if (key.get().equals(NONE)) {
      return Optional.empty();
    }
    if (!key.get().matches("(env|file):.+")) {
      problem(
          Setting.ROLLBACK_STORE_KEY,
          "must name the passphrase as env:NAME or file:PATH, or be "
              + NONE
              + " (value not shown)");
      return Optional.empty();
    }
    Secret secret = secret(Setting.ROLLBACK_STORE_KEY, key.get());
    return secret.value().isEmpty() ? Optional.empty() : Optional.of(secret);
  }

  private String storePlace() {
    String written = value(Setting.ROLLBACK_STORE).orElse(Settings.DEFAULT_STORE);
    if (!StoreSettings.isDirectory(written)) {
      return written;
    }
    if (written.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      problem(
          Setting.ROLLBACK_STORE,
          "names %s: give a directory, or s3://bucket/prefix"
              .formatted(written.replaceFirst("://.*", "://…")));
      return Path.of(Settings.DEFAULT_STORE).toAbsolutePath().toString();
    }
    Path store = path(Setting.ROLLBACK_STORE, written).toAbsolutePath().normalize();
    if (Files.exists(store) && !Files.isDirectory(store)) {
      problem(Setting.ROLLBACK_STORE, "is " + store + ", which is no directory: name another");
    }
    return store.toString();
  }

  private Path state(StoreSettings settings) {
    Path store = settings.directory().orElse(Path.of(Settings.DEFAULT_STORE).toAbsolutePath());
    Path beside = store.resolveSibling(store.getFileName() + "_state");
    String written = value(Setting.ROLLBACK_STATE).orElse(beside.toString());
    Path state = path(Setting.ROLLBACK_STATE, written).toAbsolutePath().normalize();
    if (Files.exists(state) && !Files.isDirectory(state)) {
      problem(Setting.ROLLBACK_STATE, "is " + state + ", which is no directory: name another");
    } else if (settings.directory().isPresent() && state.startsWith(store)) {
      problem(Setting.ROLLBACK_STATE, "lies in the store " + store + ": name another directory");
    }
    return state;
  }

  private List<Path> allowedRoots() {
    String written =
        required(
            Setting.ROLLBACK_ALLOWED_ROOTS,
            "directories outside which nothing is read or written, separated by "
                + File.pathSeparator);
    List<Path> roots = new ArrayList<>();
    for (String root : written.split(File.pathSeparator, -1)) {
      if (!root.isBlank()) {
        roots.add(allowedRoot(root));
      }
    }
    return roots;
  }

  private Path allowedRoot(String written) {
    Path root = path(Setting.ROLLBACK_ALLOWED_ROOTS, written);
    if (!root.isAbsolute()) {
      problem(Setting.ROLLBACK_ALLOWED_ROOTS, "holds " + root + ": give the whole path from /");
    } else if (!Files.isDirectory(root)) {
      problem(
          Setting.ROLLBACK_ALLOWED_ROOTS,
          "holds " + root + ", which is no directory here: make it or leave it out");
    }
    return root.normalize();
  }

  private Optional<Path> commands() {
    Optional<Path> file =
        value(Setting.ROLLBACK_COMMANDS).map(written -> path(Setting.ROLLBACK_COMMANDS, written));
    file.filter(path -> !Files.isReadable(path) || Files.isDirectory(path))
        .ifPresent(
            path ->
                problem(
                    Setting.ROLLBACK_COMMANDS,
                    "names " + path + ", which cannot be read as a file: check the path"));
    return file.map(Path::toAbsolutePath);
  }

  private SecretSources secrets() {
    return SecretSources.read(
        value(Setting.ROLLBACK_SECRETS).orElse(SecretSources.DEFAULT),
        values,
        what -> problem(Setting.ROLLBACK_SECRETS, what));
  }

  private Optional<InetSocketAddress> http() {
    String written = value(Setting.ROLLBACK_HTTP).orElse("127.0.0.1:9464");
    if (written.equals(OFF)) {
      return Optional.empty();
    }
    int colon = written.lastIndexOf(':');
    String port = written.substring(colon + 1);
    if (colon <= 0 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      problem(Setting.ROLLBACK_HTTP, "is '" + written + "': write HOST:PORT, or " + OFF);
      return Optional.empty();
    }
    String host = written.substring(0, colon).replaceAll("^\\[|]$", "");
    InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(port));
    if (address.isUnresolved()) {
      problem(Setting.ROLLBACK_HTTP, "names the host " + host + ", which is not known here");
    }
    return Optional.of(address);
  }

  private LogFormat logFormat() {
    String written = value(Setting.ROLLBACK_LOG_FORMAT).orElse("plain");
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "plain" -> LogFormat.PLAIN;
      case "json" -> LogFormat.JSON;
      default -> {
        problem(Setting.ROLLBACK_LOG_FORMAT, "is '" + written + "': write plain or json");
        yield LogFormat.PLAIN;
      }
    };
  }

  private String name(Setting setting, String fallback) {
    String written = value(setting).orElse(fallback);
    if (!NAME.matcher(written).matches()) {
      problem(setting, "is '" + written + "': use 1 to 128 of A-Z a-z 0-9 . _ - and no dot first");
    }
    return written;
  }

  private String required(Setting setting, String what) {
    Optional<String> value = value(setting);
    if (value.isEmpty()) {
      problem(setting, "is missing: " + what);
    }
    return value.orElse("");
  }

  private Path path(Setting setting, String written) {
    try {
      return Path.of(written);
    } catch (InvalidPathException _) {
      problem(setting, "is no path of this system: check it");
      return Path.of("");
    }
  }

  private Optional<String> value(Setting setting) {
    return Optional.ofNullable(values.get(setting.name()));
  }

  private void problem(Setting setting, String what) {
    problems.add(setting + " " + what + ".");
  }

  private static String unknown(String name) {
    return name
        + " is no setting"
        + Setting.nearest(name).map(near -> "; did you mean " + near + "?").orElse(": remove it.");
  }
}
