package dev.rollback.worker.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `rollback completion`: a script that completes commands and options in a shell.
@Command(
    name = "completion",
    description = {
      "Print a completion script: source <(rollback completion bash).",
      "zsh runs the same script after `autoload -U compinit bashcompinit; compinit; bashcompinit`."
    })
final class CompletionCommand implements Callable<Integer> {
  /// The shells whose completion this is.
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Shell shell = Shell.BASH;

  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (shell == Shell.ZSH) {
      console.out().println("autoload -U +X compinit && compinit");
      console.out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    console.out().print(script());
    console.out().flush();
    return Exit.SUCCESS;
  }

  /// The generated script looks for a command's name among all words; the program's own name, which
  /// is also the name of a command, must not count.
  private String script() {
    return AutoComplete.bash("rollback", CommandLines.of(console))
        .replace("in \"${COMP_WORDS[@]}\"; do", "in \"${COMP_WORDS[@]:1}\"; do");
  }
}
