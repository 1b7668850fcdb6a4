package dev.rollback.temporal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which plans this host's worker has made and not yet let go of, one small file each.
///
/// A plan keeps content in the store and perhaps a journal here. Whose workflow made it tells
/// whether it may still be carried out, also where it waits for a person for weeks.
public final class KeptPlans {
  private static final Logger LOG = LoggerFactory.getLogger(KeptPlans.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ENDING = ".json";

  private final Path directory;

  /// @param directory created when absent
  public KeptPlans(Path directory) {
    this.directory = directory;
  }

  /// @param madeAt epoch seconds
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Kept(
      String planId, @Nullable String member, RollbackType type, String workflowId, long madeAt) {
    private String fileName() {
      String name = type.wireName() + "/" + planId + "/" + member;
      return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + ENDING;
    }
  }

  /// Written before the plan is made, so that none is forgotten.
  void add(Kept plan) {
    try {
      Files.createDirectories(directory);
      Path draft = Files.createTempFile(directory, "plan-", ".draft");
      Files.write(draft, JSON.writeValueAsBytes(plan));
      Files.move(draft, directory.resolve(plan.fileName()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new RollbackException(
          FailureType.INTERNAL,
          "%s, which lists the plans made here, cannot be written: %s.".formatted(directory, e),
          e);
    }
  }

  void remove(Kept plan) throws IOException {
    Files.deleteIfExists(directory.resolve(plan.fileName()));
  }

  /// All that can be read; what cannot is said in the log and stays.
  List<Kept> all() throws IOException {
    var plans = new ArrayList<Kept>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      for (Path file : files) {
        try {
          plans.add(JSON.readValue(file.toFile(), Kept.class));
        } catch (IOException e) {
          LOG.warn("{} is no record of a plan and is left: {}", file, e.getMessage());
        }
      }
    } catch (NoSuchFileException _) {
      return List.of();
    }
    return plans;
  }
}
