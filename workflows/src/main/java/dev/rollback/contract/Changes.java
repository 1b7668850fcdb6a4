package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/// How many things a rollback creates, modifies and deletes.
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Changes(long create, long modify, long delete) {
  public static final Changes NONE = new Changes(0, 0, 0);

  @JsonIgnore
  public long total() {
    return create + modify + delete;
  }

  public Changes plus(Changes other) {
    return new Changes(create + other.create, modify + other.modify, delete + other.delete);
  }
}
