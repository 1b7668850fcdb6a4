package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.VerificationTest;
import org.jspecify.annotations.Nullable;

/// @param repoPath the repository of a `git_commit` test that names none
/// @param timeoutSeconds the longest that the test may take, its retries included
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TestOrder(VerificationTest test, @Nullable String repoPath, long timeoutSeconds) {}
