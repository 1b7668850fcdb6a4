package dev.rollback.worker;

import java.util.Optional;

/// Which release this is.
public final class Version {
  private Version() {}

  /// As its jar says; `development` where it runs from classes.
  public static String of() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
