package dev.rollback.worker.process;

import dev.rollback.contract.RollbackException;
import dev.rollback.worker.SettingsException;
import java.io.PrintStream;
import java.util.concurrent.Callable;

/// Ends a command with an exit code and with sentences instead of stack traces.
final class Answering {
  static final int SUCCESS = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private Answering() {}

  static int answer(PrintStream errors, Callable<Integer> work) throws Exception {
    try {
      return work.call();
    } catch (SettingsException e) {
      e.problems().forEach(errors::println);
      return USAGE;
    } catch (ProcessException e) {
      errors.println(e.getMessage());
      return FAILED;
    } catch (RollbackException e) {
      errors.println(e.sentence());
      return FAILED;
    }
  }
}
