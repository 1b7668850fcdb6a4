package dev.rollback.worker.cli.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A duration as typed: `90`, `90s`, `10m`, `2h`, `1d`; in seconds.
public final class Seconds implements ITypeConverter<Long> {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd]?)");

  @Override
  public Long convert(String typed) {
    Matcher duration = DURATION.matcher(typed);
    if (!duration.matches()) {
      throw new TypeConversionException(
          "'%s' is not a duration; write 90, 90s, 10m, 2h or 1d".formatted(typed));
    }
    long amount = Long.parseLong(duration.group(1));
    return switch (duration.group(2)) {
      case "m" -> amount * 60;
      case "h" -> amount * 3600;
      case "d" -> amount * 86_400;
      default -> amount;
    };
  }
}
