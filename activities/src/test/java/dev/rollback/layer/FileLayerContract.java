package dev.rollback.layer;

import dev.rollback.contract.SnapshotSpec;
import dev.rollback.files.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// What every layer of files must do, on the directories `etc` and `srv`.
public abstract class FileLayerContract<S extends SnapshotSpec> extends LayerContract<S> {
  @TempDir protected Path temporary;

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
  protected String leftovers() {
    return Shell.run(temporary, "find . -name '.rollback-*' ; find state -type f");
  }
}
