package dev.rollback.worker;

import dev.rollback.catalog.CatalogDatabase;
import dev.rollback.catalog.PostgresCatalog;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.layer.Layers;
import dev.rollback.layer.StoreOpener;
import dev.rollback.layer.configuration.ConfigurationLayer;
import dev.rollback.layer.filesystem.FileSystemLayer;
import dev.rollback.layer.git.GitLayer;
import dev.rollback.store.StoreException;
import dev.rollback.store.packed.PackStore;
import dev.rollback.temporal.EndListener;
import dev.rollback.temporal.KeptPlans;
import dev.rollback.temporal.OperationLocks;
import dev.rollback.temporal.RollbackWorker;
import dev.rollback.temporal.WorkerFacts;
import dev.rollback.verify.NamedPrograms;
import dev.rollback.verify.Timekeeper;
import dev.rollback.verify.Verifier;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What a worker is made of, in the order in which one part needs another. Close it when the
/// factory has ended.
public final class Wiring implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int VALID_WITHIN_SECONDS = 3;

  /// A snapshot that nobody has.
  private static final String PROBE = "ready-probe";

  private final PackStore store;
  private final CatalogDatabase database;
  private final PostgresCatalog catalog;
  private final StoreSettings place;
  private final Optional<RollbackWorker> served;

  private Wiring(
      PackStore store,
      CatalogDatabase database,
      PostgresCatalog catalog,
      StoreSettings place,
      Optional<RollbackWorker> served) {
    this.store = store;
    this.database = database;
    this.catalog = catalog;
    this.place = place;
    this.served = served;
  }

  /// A worker's parts; nothing polls yet. The catalogue's schema is this release's.
  ///
  /// @param searchAttributes whether the namespace has ours
  /// @throws RollbackException where a part cannot be had, with nothing left open
  public static Wiring worker(
      Settings settings,
      WorkflowClient client,
      BooleanSupplier searchAttributes,
      EndListener listener) {
    Wiring catalogue = catalogue(settings);
    try {
      return new Wiring(
          catalogue.store,
          catalogue.database,
          catalogue.catalog,
          settings.store(),
          Optional.of(served(settings, client, searchAttributes, listener, catalogue)));
    } catch (RuntimeException e) {
      catalogue.close();
      throw e;
    }
  }

  /// Store and catalogue alone.
  public static Wiring catalogue(Settings settings) {
    PackStore store = store(settings);
    Settings.Database where = settings.database();
    CatalogDatabase database =
        CatalogDatabase.open(where.url(), where.user(), where.password().value(), PATIENCE);
    var catalog = new PostgresCatalog(database.dataSource(), new StoreSidecars(store.sidecars()));
    var wiring = new Wiring(store, database, catalog, settings.store(), Optional.empty());
    try {
      database.migrate();
      return wiring;
    } catch (RuntimeException e) {
      wiring.close();
      throw e;
    }
  }

  private static RollbackWorker served(
      Settings settings,
      WorkflowClient client,
      BooleanSupplier searchAttributes,
      EndListener listener,
      Wiring catalogue) {
    Clock clock = Clock.systemUTC();
    String host = settings.host();
    Path state = stateDirectory(settings);
    AllowedRoots roots = AllowedRoots.of(settings.allowedRoots());
    Set<Path> kept = new HashSet<>(Set.of(state));
    settings.store().directory().ifPresent(kept::add);
    var files = new FileEngine(roots, catalogue.store, state.resolve("files"), kept, clock);
    StoreOpener stores = directory -> settings.store().like(directory).open();
    var layers =
        new Layers(
            List.of(
                new GitLayer(catalogue.store, roots, files, state.resolve("git"), host, clock),
                new ConfigurationLayer(roots, files, catalogue.store, stores, host),
                new FileSystemLayer(
                    roots,
                    files,
                    catalogue.store,
                    stores,
                    state.resolve("files"),
                    kept,
                    host,
                    clock)));
    NamedPrograms programs =
        settings.commands().map(NamedPrograms::read).orElse(NamedPrograms.NONE);
    var verifier = new Verifier(roots, programs, settings.secrets().secrets(), Timekeeper.SYSTEM);
    var locks = new OperationLocks(state.resolve("operations"));
    var facts =
        new WorkerFacts(Version.of(), host, settings.taskQueue(), settings.store().toString());
    return new RollbackWorker(
        client,
        facts,
        catalogue.catalog,
        catalogue.store,
        layers,
        verifier::run,
        locks,
        new KeptPlans(state.resolve("plans")),
        clock,
        searchAttributes,
        listener);
  }

  private static PackStore store(Settings settings) {
    try {
      PackStore store = settings.store().open();
      settings.store().directory().ifPresent(GitIgnored::mark);
      return store;
    } catch (StoreException e) {
      throw StoreSidecars.told(e);
    }
  }

  private static Path stateDirectory(Settings settings) {
    Path state = settings.state().resolve(settings.host());
    try {
      Path made = Files.createDirectories(state).toRealPath();
      GitIgnored.mark(made);
      return made;
    } catch (IOException e) {
      throw new RollbackException(
          FailureType.PERMISSION_DENIED,
          "%s cannot be made (%s): name a directory of this worker's own with ROLLBACK_STATE."
              .formatted(state, e.getMessage()),
          e);
    }
  }

  /// What serves the task queues; a catalogue alone has none.
  public RollbackWorker served() {
    return served.orElseThrow(() -> new IllegalStateException("This is a catalogue alone."));
  }

  public PostgresCatalog catalog() {
    return catalog;
  }

  /// What is wrong with the catalogue now; empty where it answers.
  public Optional<String> catalogueProblem() {
    try (Connection connection = database.dataSource().getConnection()) {
      return connection.isValid(VALID_WITHIN_SECONDS)
          ? Optional.empty()
          : Optional.of("The catalogue does not answer: check PostgreSQL.");
    } catch (SQLException _) {
      return Optional.of("The catalogue cannot be reached: check PostgreSQL.");
    }
  }

  /// What is wrong with the store now; empty where it can be written, or (S3) read.
  public Optional<String> storeProblem() {
    return place.directory().isPresent()
        ? directoryProblem(place.directory().get())
        : remoteProblem();
  }

  private static Optional<String> directoryProblem(Path directory) {
    try {
      Path probe = Files.createTempFile(directory, ".ready-", ".tmp");
      Files.delete(probe);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("The store %s cannot be written: %s.".formatted(directory, e));
    }
  }

  private Optional<String> remoteProblem() {
    try {
      var _ = store.sidecars().read(PROBE);
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of("The store %s cannot be read: %s".formatted(place, e.getMessage()));
    }
  }

  @Override
  public void close() {
    served.ifPresent(RollbackWorker::close);
    database.close();
    try {
      store.close();
    } catch (StoreException e) {
      throw StoreSidecars.told(e);
    }
  }
}
