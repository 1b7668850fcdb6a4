package dev.rollback.worker.process;

import dev.rollback.worker.PayloadKeys;
import dev.rollback.worker.Setting;
import dev.rollback.worker.Settings;
import dev.rollback.worker.SettingsException;
import dev.rollback.worker.SettingsReader;
import dev.rollback.worker.metrics.Metrics;
import io.temporal.payload.codec.PayloadCodec;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The whole product on one machine: its servers and a worker that serves them. Closed, the worker
/// has been drained and nothing runs.
final class DevStack implements AutoCloseable {
  private final DevServers servers;
  private final Settings settings;
  private final TemporalConnection connection;
  private final ServingWorker worker;
  private final Metrics metrics;

  private DevStack(
      DevServers servers,
      Settings settings,
      Metrics metrics,
      TemporalConnection connection,
      ServingWorker worker) {
    this.servers = servers;
    this.settings = settings;
    this.metrics = metrics;
    this.connection = connection;
    this.worker = worker;
  }

  /// Starts everything; it serves when this returns.
  ///
  /// @param values the environment's settings, which `dev` completes
  /// @throws ProcessException with nothing left running
  static DevStack start(DevOptions options, Map<String, String> values) {
    refuseForeignCatalogue(values);
    List<PayloadCodec> codecs = PayloadKeys.codecs(values);
    Opened opened = new Opened();
    try {
      Path store = options.stateDirectory().resolve("store").toAbsolutePath();
      DevServers servers = opened.add(DevServers.start(options, new Programs(values)));
      Settings settings = SettingsReader.worker(completed(options, values, servers, store));
      Metrics metrics = opened.add(new Metrics());
      TemporalConnection connection =
          opened.add(
              TemporalConnection.open(
                  servers.temporal().address(), options.namespace(), codecs, metrics.scope()));
      ServingWorker worker =
          opened.add(ServingWorker.start(connection, settings, () -> true, metrics));
      return new DevStack(servers, settings, metrics, connection, worker);
    } catch (RuntimeException e) {
      opened.closeAll(e);
      throw e;
    }
  }

  private static void refuseForeignCatalogue(Map<String, String> values) {
    if (values.containsKey(Setting.ROLLBACK_DATABASE_URL.name())) {
      throw new SettingsException(
          List.of(
              "ROLLBACK_DATABASE_URL is set, but an embedded stack brings its own catalogue: unset"
                  + " it, or use 'rollback worker'."));
    }
  }

  /// What was not set is what suits one machine; the catalogue is always the embedded one.
  private static Map<String, String> completed(
      DevOptions options, Map<String, String> values, DevServers servers, Path store) {
    Map<String, String> completed = new HashMap<>();
    completed.put(Setting.ROLLBACK_STORE.name(), store.toString());
    completed.put(Setting.ROLLBACK_STATE.name(), store.resolveSibling("worker").toString());
    if (!values.containsKey(Setting.ROLLBACK_STORE_KEY.name())) {
      completed.put(Setting.ROLLBACK_STORE_KEY.name(), "file:" + StoreKeyFile.beside(store));
    }
    completed.put(Setting.ROLLBACK_HTTP.name(), SettingsReader.OFF);
    completed.put(Setting.ROLLBACK_SECRETS.name(), "env:*");
    completed.put(Setting.ROLLBACK_ALLOWED_ROOTS.name(), roots(options));
    completed.putAll(values);
    completed.remove(Setting.ROLLBACK_DATABASE_PASSWORD_FILE.name());
    completed.put(Setting.ROLLBACK_DATABASE_URL.name(), servers.database().url());
    completed.put(Setting.ROLLBACK_DATABASE_USER.name(), servers.database().user());
    completed.put(Setting.ROLLBACK_DATABASE_PASSWORD.name(), servers.database().password().value());
    return completed;
  }

  private static String roots(DevOptions options) {
    Set<Path> roots = new LinkedHashSet<>();
    roots.add(Path.of("").toAbsolutePath());
    roots.add(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    options.allow().forEach(path -> roots.add(path.toAbsolutePath()));
    return roots.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  TemporalConnection connection() {
    return connection;
  }

  Settings settings() {
    return settings;
  }

  EmbeddedTemporal temporal() {
    return servers.temporal();
  }

  /// The one line that says to programs that the stack serves, and where.
  String readyLine() {
    return "READY temporal=%s ui=%s catalogue=%s store=%s"
        .formatted(
            servers.temporal().address(),
            servers.temporal().ui().map(URI::toString).orElse("none"),
            settings.database().url(),
            settings.store());
  }

  /// What a person may do next, with this stack's own addresses.
  String introduction() {
    String address = servers.temporal().address();
    String environment =
        address.equals("127.0.0.1:7233") ? "" : "TEMPORAL_ADDRESS=" + address + " ";
    Stream<String> notes =
        Stream.concat(
            servers.temporal().lacks().stream(),
            Stream.of("The store is %s.".formatted(settings.store().told())));
    List<String> commands =
        List.of(
            "rollback create --snapshot-id first --type configuration --config-file /path/to/file",
            "rollback plan first",
            "rollback rollback first");
    return notes.collect(Collectors.joining("\n", "", "\n"))
        + "Files may be read and written beneath %s.\n"
            .formatted(
                settings.allowedRoots().stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(", ")))
        + "Three commands to try:\n"
        + commands.stream()
            .map(command -> "  " + environment + command + "\n")
            .collect(Collectors.joining());
  }

  /// Drains the worker, then ends Temporal, then the catalogue.
  @Override
  public void close() {
    Opened opened = new Opened();
    opened.add(servers);
    opened.add(metrics);
    opened.add(connection);
    opened.add(worker);
    opened.closeAll();
  }
}
