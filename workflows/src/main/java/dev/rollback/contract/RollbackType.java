package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a snapshot is of. The wire name is the constant in lower case.
public enum RollbackType {
  GIT_COMMIT,
  CONFIGURATION,
  FILE_SYSTEM,
  /// Several of the others, captured and rolled back as one.
  SET;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws RollbackException `UnsupportedType`, naming the types that this build supports
  @JsonCreator
  public static RollbackType ofWireName(String wireName) {
    for (RollbackType type : values()) {
      if (type.wireName().equals(wireName)) {
        return type;
      }
    }
    throw new RollbackException(
        FailureType.UNSUPPORTED_TYPE,
        "Type %s is not supported; use one of %s.".formatted(Texts.quoted(wireName), supported()));
  }

  /// The wire names, for a sentence: `git_commit, configuration, file_system, set`.
  public static String supported() {
    return Arrays.stream(values()).map(RollbackType::wireName).collect(Collectors.joining(", "));
  }
}
