package dev.rollback.layer.configuration;

import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.AllowedRoots;
import dev.rollback.files.FileEngine;
import dev.rollback.files.Shell;
import dev.rollback.files.TreeText;
import dev.rollback.layer.Layer;
import dev.rollback.layer.LayerContract;
import dev.rollback.store.StoreException;
import dev.rollback.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLayerContractTest extends LayerContract<SnapshotSpec.Configuration> {
  @TempDir private Path temporary;

  @Override
  protected Layer<SnapshotSpec.Configuration> layer() {
    try {
      var roots = AllowedRoots.of(List.of(temporary));
      Path place = temporary.resolve("store");
      var store = Stores.open(place, Optional.empty());
      var engine =
          new FileEngine(
              roots, store, temporary.resolve("state"), Set.of(place), Clock.systemUTC());
      return new ConfigurationLayer(
          roots, engine, store, other -> Stores.open(other, Optional.empty()), "host");
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected SnapshotSpec.Configuration spec() {
    return SnapshotSpec.Configuration.of(temporary + "/etc", temporary + "/srv/*/app.conf");
  }

  @Override
  protected void fill() {
    Shell.run(
        temporary,
        """
        mkdir -p etc/sub/deep etc/gone srv/a srv/b
        echo one > etc/one; echo two > etc/sub/two; echo three > etc/sub/deep/three
        echo hidden > etc/.hidden; echo gone > etc/gone/file
        ln -sfn one etc/link; ln -f etc/one etc/sub/one-too
        echo a > srv/a/app.conf; echo b > srv/b/app.conf; echo other > srv/a/other
        chmod 4750 etc/sub/two; chmod 700 etc/sub/deep
        touch -h -d '2001-02-03 04:05:06.123456789' etc/link etc/sub/two etc/sub/deep
        """);
  }

  @Override
  protected void makeEmpty() {
    Shell.run(temporary, "mkdir -p etc srv/a; echo a > srv/a/app.conf");
  }

  @Override
  protected void change() {
    Shell.run(
        temporary,
        """
        echo other > etc/one; chmod 600 etc/sub/two; rm -f srv/b/app.conf
        rm -rf etc/gone; echo file > etc/gone; rm -rf etc/link; mkdir -p etc/link/made
        echo made > etc/link/made/x; mkdir -p etc/new; echo new > etc/new/file
        mkdir -p srv/c; echo c > srv/c/app.conf
        """);
  }

  @Override
  protected void changeAgain() {
    Shell.run(temporary, "echo more >> etc/one");
  }

  @Override
  protected void addOddNames() {
    Shell.run(
        temporary,
        """
        echo 1 > etc/"$(printf 'new\\nline')"; echo 2 > etc/-dash; echo 3 > etc/"$(printf 'bad\\377')"
        echo 4 > etc/"$(printf 'n%.0s' $(seq 255))"; echo 5 > 'etc/a[b]*?.conf'; echo 6 > 'etc/ '
        """);
  }

  @Override
  protected String state() {
    String matched = "find srv -name app.conf -printf '%p|%m|%U|%G|%T@\n' -exec cat {} + | sort";
    return TreeText.of(temporary.resolve("etc")) + Shell.run(temporary, matched);
  }

  @Override
  protected String leftovers() {
    return Shell.run(temporary, "find . -name '.rollback-*' ; find state -type f");
  }
}
