package dev.rollback.store.blob;

import dev.rollback.store.Bytes;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A program of its own that creates `format` in the storage it is given, and says how that went.
final class S3Program {
  private S3Program() {}

  public static void main(String[] arguments) {
    try (Blobs blobs = Blobs.at(arguments[0])) {
      System.out.println(blobs.create("format", Bytes.text("by a program")) ? "created" : "taken");
    } catch (StoreException trouble) {
      System.out.println(trouble.kind() + " " + trouble.getMessage());
    }
  }

  /// Runs it with these settings of AWS and no others, and answers what it says.
  static String run(Map<String, String> environment, String address) throws IOException {
    var builder =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    S3Program.class.getName(),
                    address))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().putAll(environment);
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
