package dev.rollback.worker.cli.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A point in time as typed: epoch seconds, `2027-01-31` (its first moment here) or
/// `2027-01-31T12:00:00Z`; in epoch seconds.
public final class Moment implements ITypeConverter<Long> {
  @Override
  public Long convert(String typed) {
    try {
      if (typed.matches("[0-9]{1,12}")) {
        return Long.parseLong(typed);
      }
      return typed.contains("T")
          ? OffsetDateTime.parse(typed).toEpochSecond()
          : start(LocalDate.parse(typed)).getEpochSecond();
    } catch (DateTimeException _) {
      throw new TypeConversionException(
          "'%s' is not a time; write epoch seconds, 2027-01-31 or 2027-01-31T12:00:00Z"
              .formatted(typed));
    }
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneId.systemDefault()).toInstant();
  }
}
