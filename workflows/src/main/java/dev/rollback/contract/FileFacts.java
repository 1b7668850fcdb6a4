package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// What a snapshot records of one file, except its content.
///
/// @param sha256 of the content, null for what has none
/// @param mode octal permission bits, such as `0644`
/// @param owner name or number
/// @param mtime epoch seconds
/// @param kind `file`, `directory`, `symlink`, `fifo`, …, or `absent` for what was not there
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FileFacts(
    @Nullable String sha256,
    long size,
    @Nullable String mode,
    @Nullable String owner,
    @Nullable String group,
    long mtime,
    String kind) {}
