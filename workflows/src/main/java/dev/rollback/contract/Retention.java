package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which snapshots of a group stay. A snapshot stays when any rule keeps it; no rule at all keeps
/// every one.
///
/// Each of the `keep` numbers is how many snapshots that rule keeps, -1 for all: the newest of each
/// hour, day, week (ISO), month or year that has any, and the oldest of all while the rule has
/// not kept so many.
///
/// @param keepLast the newest ones
/// @param keepWithin those as new as this, counted from the newest of the group, as `30d`
/// @param keepTags those with one of these; each is a label's key, `key=value`, or several with
///     commas between them, all of which must be there
/// @param keepSafetyWithin safety snapshots as new as this, counted from now; null keeps all of
///     them. No other rule counts or removes a safety snapshot
/// @param timeZone whose hours and days are meant, such as `Europe/Vienna`; default UTC
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Retention(
    @Nullable Integer keepLast,
    @Nullable Integer keepHourly,
    @Nullable Integer keepDaily,
    @Nullable Integer keepWeekly,
    @Nullable Integer keepMonthly,
    @Nullable Integer keepYearly,
    @Nullable String keepWithin,
    List<String> keepTags,
    @Nullable String keepSafetyWithin,
    @Nullable String timeZone) {

  public Retention {
    keepLast = count("keep_last", keepLast);
    keepHourly = count("keep_hourly", keepHourly);
    keepDaily = count("keep_daily", keepDaily);
    keepWeekly = count("keep_weekly", keepWeekly);
    keepMonthly = count("keep_monthly", keepMonthly);
    keepYearly = count("keep_yearly", keepYearly);
    keepWithin = Period.optional("keep_within", keepWithin);
    keepTags = Checks.list("keep_tags", keepTags, 100);
    keepTags.forEach(
        tag -> Checks.require(!tag.isBlank(), "keep_tags holds an empty tag; name one."));
    keepSafetyWithin = Period.optional("keep_safety_within", keepSafetyWithin);
    timeZone = Checks.timeZone("time_zone", timeZone);
  }

  private static @Nullable Integer count(String field, @Nullable Integer value) {
    Checks.require(
        value == null || (value >= -1 && value <= 1_000_000),
        field + " must be from -1 (all) to 1000000.");
    return value;
  }

  /// Whether any rule says which ordinary snapshots stay.
  public boolean hasRules() {
    return positive(keepLast)
        || positive(keepHourly)
        || positive(keepDaily)
        || positive(keepWeekly)
        || positive(keepMonthly)
        || positive(keepYearly)
        || keepWithin != null
        || !keepTags.isEmpty();
  }

  private static boolean positive(@Nullable Integer count) {
    return count != null && count != 0;
  }

  @JsonIgnore
  public String timeZoneOrDefault() {
    return timeZone == null ? "UTC" : timeZone;
  }
}
