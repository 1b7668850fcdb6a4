package dev.rollback.worker.cli.request;

import dev.rollback.contract.VerificationTest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A verification test in one word: `file_exists:/etc/app.conf`, `git_commit:abc123`.
public final class TestShorthand {
  private static final String KNOWN =
      "file_exists:PATH, file_absent:PATH, file_mode:PATH:MODE, git_commit:HASH, "
          + "service_status:NAME[,NAME], tcp_port:HOST:PORT, health_check:URL, command:NAME";

  private TestShorthand() {}

  /// @throws UsageError where the word is none; files say more (`--tests`)
  public static VerificationTest parse(String word, Path directory) {
    int colon = word.indexOf(':');
    String kind = colon < 0 ? word : word.substring(0, colon);
    String rest = colon < 0 ? "" : word.substring(colon + 1);
    if (rest.isEmpty()) {
      throw unknown(word);
    }
    return switch (kind) {
      case "file_exists" -> new VerificationTest.FileExists(Paths.absolute(directory, rest), null);
      case "file_absent" -> new VerificationTest.FileAbsent(Paths.absolute(directory, rest), null);
      case "file_mode" ->
          new VerificationTest.FileMode(
              Paths.absolute(directory, before(word, rest)), after(rest), null, null, null);
      case "git_commit" -> new VerificationTest.GitCommit(rest, null, null);
      case "service_status" -> new VerificationTest.ServiceStatus(services(rest), null);
      case "tcp_port" ->
          new VerificationTest.TcpPort(host(before(word, rest)), port(word, after(rest)), null);
      case "health_check" -> new VerificationTest.HealthCheck(rest, null, null, null);
      case "command" -> new VerificationTest.Command(rest, List.of(), null);
      default -> throw unknown(word);
    };
  }

  private static List<String> services(String rest) {
    return Arrays.stream(rest.split(",", -1)).map(String::strip).toList();
  }

  private static String before(String word, String rest) {
    int colon = rest.lastIndexOf(':');
    if (colon < 1) {
      throw unknown(word);
    }
    return rest.substring(0, colon);
  }

  private static String after(String rest) {
    return rest.substring(rest.lastIndexOf(':') + 1);
  }

  private static String host(String typed) {
    boolean bracketed = typed.startsWith("[") && typed.endsWith("]");
    return bracketed ? typed.substring(1, typed.length() - 1) : typed;
  }

  private static int port(String word, String typed) {
    if (!typed.matches("[0-9]{1,5}")) {
      throw unknown(word);
    }
    return Integer.parseInt(typed);
  }

  private static UsageError unknown(String word) {
    return new UsageError(
        "--test %s is not understood; write one of %s, or give any test in full with --tests FILE."
            .formatted(word, KNOWN));
  }
}
