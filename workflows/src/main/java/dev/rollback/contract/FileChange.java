package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/// One entry that differs.
///
/// @param mark `+` only the other has it, `-` only the first has it, `M` its content differs, `T`
///     it is of another kind, `U` its metadata alone differ
/// @param size in bytes, of the other's where both have it
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FileChange(String mark, String path, String kind, long size) {}
