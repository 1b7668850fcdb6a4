package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// A person's word on a plan, as an update carries it.
///
/// @param by who decides; required
/// @param fingerprint the plan's that was read; null agrees to whichever stands
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApprovalDecision(
    @Nullable String by, @Nullable String reason, @Nullable String fingerprint)
    implements Request {}
