package dev.rollback.worker.cli;

import dev.rollback.contract.Retention;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Which snapshots of a group stay.
public final class RetentionOptions {
  @Option(
      names = "--keep-last",
      paramLabel = "N",
      converter = Count.class,
      description = "Keep the last N snapshots; `unlimited` keeps all.")
  private @Nullable Integer keepLast;

  @Option(
      names = "--keep-hourly",
      paramLabel = "N",
      converter = Count.class,
      description = "Keep the last of each of the last N hours that have any.")
  private @Nullable Integer keepHourly;

  @Option(
      names = "--keep-daily",
      paramLabel = "N",
      converter = Count.class,
      description = "The same for days.")
  private @Nullable Integer keepDaily;

  @Option(
      names = "--keep-weekly",
      paramLabel = "N",
      converter = Count.class,
      description = "The same for weeks.")
  private @Nullable Integer keepWeekly;

  @Option(
      names = "--keep-monthly",
      paramLabel = "N",
      converter = Count.class,
      description = "The same for months.")
  private @Nullable Integer keepMonthly;

  @Option(
      names = "--keep-yearly",
      paramLabel = "N",
      converter = Count.class,
      description = "The same for years.")
  private @Nullable Integer keepYearly;

  @Option(
      names = "--keep-within",
      paramLabel = "DURATION",
      description = "Keep what is as new, counted from the newest: 30d, 12h, 1y6m.")
  private @Nullable String keepWithin;

  @Option(
      names = "--keep-tag",
      paramLabel = "TAG[,TAG...]",
      description = "Keep what has all of these tags; repeatable: any of them.")
  private final List<String> keepTags = new ArrayList<>();

  @Option(
      names = "--keep-safety-within",
      paramLabel = "DURATION",
      description = "Keep safety snapshots as new, counted from now; default all.")
  private @Nullable String keepSafetyWithin;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Whose hours and days are meant; default this computer's.")
  private @Nullable String timeZone;

  /// A number, or `unlimited`.
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String typed) {
      if (typed.equals("unlimited")) {
        return -1;
      }
      try {
        return Integer.valueOf(typed);
      } catch (NumberFormatException _) {
        throw new TypeConversionException(
            "'%s' is not a number; write one, or unlimited".formatted(typed));
      }
    }
  }

  /// Null where no rule was given.
  @Nullable Retention policy(Console console) {
    Retention policy =
        new Retention(
            keepLast,
            keepHourly,
            keepDaily,
            keepWeekly,
            keepMonthly,
            keepYearly,
            keepWithin,
            keepTags,
            keepSafetyWithin,
            zone(console));
    return policy.hasRules() || keepSafetyWithin != null ? policy : null;
  }

  /// A name that everybody knows: this computer may say `Z` where `UTC` is meant.
  String zone(Console console) {
    String zone = timeZone == null ? console.zone().getId() : timeZone;
    return zone.equals("Z") ? "UTC" : zone;
  }
}
