package dev.rollback.layer.git;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollback.activity.RestoreOrder;
import dev.rollback.layer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Another worker's process, made to be killed: restores the order of a file in a bench's
/// directory. Given a number, it dies when that many files have been moved into place.
final class RestoringChild {
  private RestoringChild() {}

  public static void main(String[] arguments) throws IOException {
    byte[] order = Files.readAllBytes(Path.of(arguments[1]));
    try (var bench = new Bench(Path.of(arguments[0]))) {
      RestoreOrder read = JsonMapper.builder().build().readValue(order, RestoreOrder.class);
      int most = arguments.length > 2 ? Integer.parseInt(arguments[2]) : Integer.MAX_VALUE;
      Progress dying =
          (phase, done, _, _) -> {
            if (phase.equals("swapping") && done == most) {
              Runtime.getRuntime().halt(137);
            }
          };
      bench.layer.restore(read, Bench.spec(read.handle()), dying);
    }
  }
}
