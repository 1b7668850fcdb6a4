package dev.rollback.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.Validation;
import dev.rollback.contract.VerificationTest;
import dev.rollback.worker.cli.request.RequestDocument;
import dev.rollback.worker.cli.request.RequestFile;
import dev.rollback.worker.cli.request.Seconds;
import dev.rollback.worker.cli.request.TestShorthand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What must hold after a rollback.
public final class TestOptions {
  @Option(
      names = "--test",
      paramLabel = "TEST",
      description = {
        "A test; repeatable. One of",
        "  file_exists:PATH, file_absent:PATH, file_mode:PATH:MODE,",
        "  git_commit:HASH, service_status:NAME[,NAME],",
        "  tcp_port:HOST:PORT, health_check:URL, command:NAME."
      })
  private final List<String> words = new ArrayList<>();

  @Option(
      names = "--tests",
      paramLabel = "FILE",
      description = "Tests in full as JSON or YAML: a list, or an object with tests.")
  private @Nullable String file;

  @Option(
      names = "--verification-timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "How long all tests together may take; default 300.")
  private @Nullable Long verificationTimeout;

  @Nullable Long verificationTimeout() {
    return verificationTimeout;
  }

  /// Null where no test is asked for.
  @Nullable Validation validation(Console console) {
    var tests = new ArrayList<VerificationTest>();
    if (file != null) {
      tests.addAll(written(file, console).tests());
    }
    words.forEach(word -> tests.add(TestShorthand.parse(word, console.directory())));
    return tests.isEmpty() ? null : new Validation(tests);
  }

  private static Validation written(String name, Console console) {
    JsonNode document = RequestFile.read(name, console.directory(), console.in());
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("snapshot_id", "any");
    if (document.isArray()) {
      request.putObject("validation").set("tests", document);
    } else {
      boolean named = document.size() == 1 && document.has("validation");
      request.set("validation", named ? document.get("validation") : document);
    }
    Validation validation =
        RequestDocument.read(name, request, ExecuteRollbackRequest.class).validation();
    return validation == null ? Validation.NONE : validation;
  }
}
