package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/// All tests' results. `status` is `success` only when every test passed; with no tests it is
/// `skipped`.
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record VerificationResults(String status, int passed, int total, List<TestResult> results) {
  public static final VerificationResults SKIPPED =
      new VerificationResults("skipped", 0, 0, List.of());

  public VerificationResults {
    results = results == null ? List.of() : List.copyOf(results);
  }

  public static VerificationResults of(List<TestResult> results) {
    if (results.isEmpty()) {
      return SKIPPED;
    }
    int passed = (int) results.stream().filter(TestResult::passed).count();
    String status = passed == results.size() ? "success" : "failed";
    return new VerificationResults(status, passed, results.size(), results);
  }

  @JsonIgnore
  public boolean nothingFailed() {
    return passed == total;
  }
}
