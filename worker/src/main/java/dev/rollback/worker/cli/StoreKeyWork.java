package dev.rollback.worker.cli;

import dev.rollback.store.StoreException;
import dev.rollback.worker.SettingsException;
import dev.rollback.worker.cli.client.WorkFailed;
import dev.rollback.worker.cli.output.Page;
import dev.rollback.worker.cli.output.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// One deed on the keys of the store at hand; shows all of them afterwards.
abstract class StoreKeyWork implements Callable<Integer> {
  private final Console console;

  @Mixin private final OutputOptions output = new OutputOptions();

  StoreKeyWork(Console console) {
    this.console = console;
  }

  abstract void work(OpenKeys keys) throws StoreException;

  @Override
  public final Integer call() {
    try (OpenKeys keys = OpenKeys.of(console)) {
      work(keys);
      output.print(console, keys.told(), StoreKeyWork::show);
      return Exit.SUCCESS;
    } catch (StoreException e) {
      return refused(StoreTrouble.failed(e));
    } catch (SettingsException e) {
      return refused(
          new WorkFailed(
              Exit.USAGE, "InvalidSettings", String.join(" ", e.problems()), null, null));
    } catch (WorkFailed e) {
      return refused(e);
    }
  }

  private int refused(WorkFailed failed) {
    return new FailureReport(console).print(failed, output.format());
  }

  private static void show(StoreKeyCommand.Keys keys, Page page) {
    Table table = new Table("KEY", "KIND", "CREATED", "LABEL");
    keys.keys().forEach(key -> table.row(key.id(), key.kind(), key.created(), key.label()));
    page.table(table);
  }
}
