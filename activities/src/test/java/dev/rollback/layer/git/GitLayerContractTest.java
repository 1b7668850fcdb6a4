package dev.rollback.layer.git;

import dev.rollback.contract.GitOptions;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.layer.Layer;
import dev.rollback.layer.LayerContract;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import dev.rollback.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class GitLayerContractTest extends LayerContract<SnapshotSpec.GitCommit> {
  @TempDir private Path temporary;
  private SnapshotStore store;
  private TestRepository repository;

  @BeforeEach
  void open() throws StoreException {
    store = Stores.open(temporary.resolve("store"), Optional.empty());
    repository = TestRepository.init(temporary.resolve("srv/shop"));
  }

  @AfterEach
  void close() throws StoreException {
    store.close();
  }

  @Override
  protected Layer<SnapshotSpec.GitCommit> layer() {
    var roots = AllowedRoots.of(List.of(temporary.resolve("srv")));
    Path state = temporary.resolve("files-state");
    var clock = Clock.systemUTC();
    var files = new FileEngine(roots, store, state, Set.of(temporary.resolve("store")), clock);
    return new GitLayer(store, roots, files, temporary.resolve("state"), "host", clock);
  }

  @Override
  protected SnapshotSpec.GitCommit spec() {
    return new SnapshotSpec.GitCommit(
        repository.top().toString(),
        null,
        List.of(temporary.resolve("srv/shop.conf").toString()),
        null,
        null);
  }

  @Override
  protected void fill() {
    repository.shell(
        """
        mkdir -p d gone; echo a > a; echo b > d/b; echo g > gone/g; ln -sfn a link; echo '#!' > run
        chmod +x run; git add -A; git commit -q -m filled; echo dirty > d/b; echo new > untracked
        echo staged > staged; git add staged; echo more >> staged; echo conf > ../shop.conf
        """);
  }

  @Override
  protected void makeEmpty() {
    repository.shell("echo > ../shop.conf");
  }

  @Override
  protected void change() {
    repository.shell(
        """
        git add -A; git commit -q -m since; echo other > a; rm -rf gone link; echo f > gone
        mkdir -p link; echo x > link/x; git add -A; git commit -q --allow-empty -m after
        echo again > d/b; rm -f run; echo other >> ../shop.conf
        """);
  }

  @Override
  protected void changeAgain() {
    repository.shell("echo more >> a");
  }

  @Override
  protected void addOddNames() {
    repository.shell(
        """
        echo 1 > "$(printf 'new\\nline')"; echo 2 > ./-dash; echo 3 > "$(printf 'bad\\377')"
        echo 4 > "$(printf 'n%.0s' $(seq 255))"; echo 5 > ':(glob)*'; echo 6 > ' '; git add -A
        echo 7 > "$(printf 'untracked\\377')"; echo 8 > ./-dash
        """);
  }

  /// By default files that were made since stay; the contract is about the whole target.
  @Override
  protected GitOptions git() {
    return new GitOptions(null, null, true, null, null, null);
  }

  @Override
  protected String state() {
    return repository.everything() + repository.shell("cat ../shop.conf 2>&1 || true");
  }

  @Override
  protected String leftovers() {
    return repository.shell("ls .git | grep -E 'lock|rollback' || true")
        + repository.git("for-each-ref", "refs/rollback-work")
        + repository.shell("ls ../../state/work 2>/dev/null || true");
  }
}
