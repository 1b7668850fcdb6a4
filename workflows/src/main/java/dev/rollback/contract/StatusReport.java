package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/// What the installation is and can do.
///
/// @param capabilities per type: `available`, or a sentence that says what is missing
/// @param lockedTargets who holds which target
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatusReport(
    String status,
    String version,
    String host,
    List<String> supportedTypes,
    List<String> supportedActions,
    Map<String, String> capabilities,
    long snapshots,
    long rollbacks,
    long runningRollbacks,
    long storedBytes,
    String store,
    List<String> lockedTargets) {}
