package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks to delete the snapshots that a policy does not keep.
///
/// Snapshots are judged group by group: those of one type, host and subject, unless `groupBy` says
/// otherwise. Held snapshots stay, and so does one with `expires_at` until then; one that has
/// expired goes, whatever the policy says.
///
/// @param policy null only deletes what has expired
/// @param type only snapshots of this type are looked at
/// @param host only those of this host
/// @param labels only those with all of these labels
/// @param groupBy any of `type`, `host`, `paths`, `labels`; default the first three
/// @param dryRun whether nothing is deleted; default false
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplyRetentionRequest(
    @Nullable Retention policy,
    @Nullable RollbackType type,
    @Nullable String host,
    Map<String, String> labels,
    @Nullable List<String> groupBy,
    @Nullable Boolean dryRun,
    @Nullable String requestedBy,
    @Nullable String reason)
    implements Request {
  private static final List<String> DEFAULT_GROUP = List.of("type", "host", "paths");

  public ApplyRetentionRequest {
    host = host == null ? null : Checks.name("host", host);
    labels = Checks.labels(labels);
    groupBy = groupBy == null ? null : Checks.list("group_by", groupBy, 4);
    Checks.require(
        groupBy == null
            || groupBy.stream().allMatch(each -> each.matches("type|host|paths|labels")),
        "group_by takes type, host, paths and labels.");
    requestedBy = Checks.optionalText("requested_by", requestedBy, 255);
    reason = Checks.optionalText("reason", reason, 4096);
  }

  public boolean onlyTells() {
    return dryRun != null && dryRun;
  }

  @JsonIgnore
  public List<String> groupByOrDefault() {
    return groupBy == null ? DEFAULT_GROUP : groupBy;
  }
}
