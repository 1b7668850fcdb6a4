package dev.rollback.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.rollback.contract.SnapshotRecord;
import org.jspecify.annotations.Nullable;

/// @param existing the snapshot that the same request made before, or null: go on and capture
/// @param host the host of the worker that answered; a set is captured there unless it names
///     another
/// @param searchAttributes whether the namespace has the search attributes that workflows set
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotClaim(
    @Nullable SnapshotRecord existing, String host, boolean searchAttributes) {}
